import { keyInTenant } from '@parley/domain'
import type { Viewer } from '@parley/read-models'
import * as E from 'fp-ts/lib/Either.js'
import { KeptByKey } from '../kept-by-key.ts'
import { type ChannelsBegun, channelsBegun } from './channels-begun.ts'
import type { Held } from './held.ts'

/** What is remembered of a person in this process. */
interface Remembered {
  readonly begun: ChannelsBegun
  /** Resolves when what is looked up for their latest command is known, and the command handed over. */
  looking: Promise<void> | undefined
}

/** The commands of each person, in the order in which they came, by whichever doors. */
export interface InOrder {
  /**
   * Finds out what is held against a command, and hands it over with that: at once where there is nothing to look for
   * (`look` is undefined) and no earlier command of the person waits, so that a stream gets them in their order. Neither
   * of the two may throw.
   */
  readonly next: <A>(
    person: Viewer,
    look: (() => Promise<Held>) | undefined,
    handOver: (held: Held) => Promise<A>,
  ) => Promise<A>
  /** The person begins a channel; to be called with the position at which that is visible, or undefined where it is not begun. */
  readonly begin: (person: Viewer) => (position: number | undefined) => void
  /** How many the person began that read models at this position may not show. */
  readonly begunAfter: (person: Viewer, position: number) => number
  /** How many people are remembered. */
  readonly size: () => number
}

const nothingHeld: Held = E.right(undefined)

export const inOrder = (): InOrder => {
  const people = new KeptByKey<Remembered>()
  let visible = 0

  const remembered = (person: Viewer): Remembered =>
    people.of(
      keyOf(person),
      () => ({ begun: channelsBegun(), looking: undefined }),
      (one) => one.looking === undefined && one.begun.after(visible) === 0,
    )

  const afterThose = async <A>(
    one: Remembered,
    look: (() => Promise<Held>) | undefined,
    handOver: (held: Held) => Promise<A>,
  ): Promise<A> => {
    const before = one.looking
    const handedOver = Promise.withResolvers<void>()
    one.looking = handedOver.promise
    await before
    const outcome = handOver(look === undefined ? nothingHeld : await look())
    // It is not waited for: the next one follows as soon as this one is on its way.
    if (one.looking === handedOver.promise) one.looking = undefined
    handedOver.resolve()
    return outcome
  }

  return {
    next: (person, look, handOver) =>
      look === undefined && people.get(keyOf(person))?.looking === undefined
        ? handOver(nothingHeld)
        : afterThose(remembered(person), look, handOver),
    begin: (person) => remembered(person).begun.begin(),
    begunAfter: (person, position) => {
      visible = Math.max(visible, position)
      return people.get(keyOf(person))?.begun.after(position) ?? 0
    },
    size: () => people.size,
  }
}

const keyOf = ({ tenantId, userId }: Viewer): string => keyInTenant(tenantId, userId)
