import type { Person } from '@parley/auth'
import { timestampOf, type UserId } from '@parley/domain'
import type { Viewer, Queries } from '@parley/read-models'
import type { Clock, Logger } from '@parley/runtime'
import * as E from 'fp-ts/lib/Either.js'
import { internal } from '../failure.ts'
import type { EngineLimits } from '../limits.ts'
import { type MayAdd, type MayAddByTenant, mayAddIn } from '../may-add.ts'
import { refusedGuest } from './guests.ts'
import type { InOrder } from './in-order.ts'
import type { Effects } from './effects.ts'
import type { Held } from './held.ts'

const day = 24 * 60 * 60 * 1_000

/** Who asks, and the server that acts for them, where one does. */
type Asking = Viewer & Pick<Person, 'server'>

/** Finds out what is held against a command of this person; undefined where nothing can be. */
export type HeldAgainst = (person: Asking, effects: Effects) => (() => Promise<Held>) | undefined

/** What is looked at for it. */
export interface HeldAgainstParts {
  readonly queries: Pick<Queries, 'addingFacts' | 'files'>
  readonly clock: Pick<Clock, 'now'>
  readonly limits: Pick<EngineLimits, 'begunADay' | 'filesADay' | 'fileBytesADay'>
  readonly mayAdd: MayAddByTenant
  readonly begunAfter: InOrder['begunAfter']
  readonly log: Logger
}

/**
 * What the rules of a channel can't see, since it is about many of them: whom people put into channels unasked, and how
 * many they begin.
 */
export const heldAgainst =
  ({ queries, clock, limits, mayAdd, begunAfter, log }: HeldAgainstParts): HeldAgainst =>
  (person, { puts, begins, forServers, type }) => {
    // CH-32: people can't say that a community is theirs.
    if (forServers && person.server === undefined)
      return () => Promise.resolve(E.right({ _tag: 'MissingPermission', action: 'create' }))
    const refused = refusedGuest(person, type)
    if (refused !== undefined) return () => Promise.resolve(E.right(refused))
    if (type === 'RegisterFile')
      return () =>
        filesHeld({ queries, clock, limits }, person).catch((fault: unknown) => E.left(internal(log, fault)))
    const look = async (people: ReadonlyArray<UserId>): Promise<Held> => {
      const since = timestampOf(new Date(clock.now() - day))
      const found = await queries.addingFacts(person, since, people)()
      if (E.isLeft(found)) return E.left({ _tag: 'Unavailable' })
      const { position, value } = found.right
      const [stranger] = value.strangers
      if (stranger !== undefined) return E.right({ _tag: 'MayNotAdd', userId: stranger })
      if (!begins) return E.right(undefined)
      // What came to be visible while it was under way is counted twice rather than not.
      const most = limits.begunADay
      const all = value.begun + begunAfter(person, position)
      return E.right(all >= most ? { _tag: 'TooManyChannels', most } : undefined)
    }
    const lookFor = (people: ReadonlyArray<UserId>): ReturnType<HeldAgainst> =>
      begins || people.length > 0
        ? () => look(people).catch((fault: unknown) => E.left(internal(log, fault)))
        : undefined

    const others = puts.filter((other) => other !== person.userId)
    const [first] = others
    const setting = settingFor(person, mayAddIn(mayAdd, person.tenantId))
    switch (setting) {
      case 'everyone':
        return lookFor([])
      case 'acquainted':
        return lookFor(others)
      case 'nobody':
        if (first === undefined) return lookFor([])
        return () => Promise.resolve(E.right({ _tag: 'MayNotAdd', userId: first }))
      default:
        // A caller without types may give any word: nobody gets to do what was not meant, and the log says why.
        throw new Error(`"${String(setting satisfies never)}" does not say whom people may add`)
    }
  }

/** FILE-3: what the read models do not show yet is not counted, so a person who is quick may have a few more. */
const filesHeld = async (
  { queries, clock, limits }: Pick<HeldAgainstParts, 'queries' | 'clock' | 'limits'>,
  person: Viewer,
): Promise<Held> => {
  const since = timestampOf(new Date(clock.now() - day))
  const found = await queries.files.registeredSince(person, since)()
  if (E.isLeft(found)) return E.left({ _tag: 'Unavailable' })
  const { filesADay: most, fileBytesADay: mostBytes } = limits
  const { files, bytes } = found.right.value
  return E.right(files >= most || bytes >= mostBytes ? { _tag: 'TooManyFiles', most, mostBytes } : undefined)
}

/** GUEST-2: where others may begin with everyone, guests may with those whom they share a channel with. */
const settingFor = ({ guest }: Viewer, setting: MayAdd): MayAdd =>
  guest === true && setting === 'everyone' ? 'acquainted' : setting
