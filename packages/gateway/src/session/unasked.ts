import { type Rejection, timestampOf, type UserId } from '@parley/domain'
import type { Unavailable } from '@parley/event-store'
import type { WireCommand } from '@parley/contract'
import type { Asker } from '@parley/read-models'
import * as E from 'fp-ts/lib/Either.js'
import type { MayAdd } from './may-add.ts'
import type { SessionParts } from './parts.ts'

/** Whom a command puts into a channel, and whether it begins one; undefined: it does neither. */
interface Unasked {
  readonly others: ReadonlyArray<UserId>
  readonly begins: boolean
}

const unaskedBy = (command: WireCommand): Unasked | undefined => {
  switch (command.type) {
    case 'CreateChannel':
      return { others: command.members, begins: true }
    case 'OpenConversation':
      return { others: [command.withUserId], begins: true }
    case 'AddMember':
      return { others: [command.userId], begins: false }
    case 'RenameChannel':
    case 'DescribeChannel':
    case 'ArchiveChannel':
    case 'JoinChannel':
    case 'LeaveChannel':
    case 'RemoveMember':
    case 'ChangeRole':
    case 'SendMessage':
    case 'EditMessage':
    case 'DeleteMessage':
    case 'AddReaction':
    case 'RemoveReaction':
    case 'MarkRead':
      return undefined
    default:
      return command satisfies never
  }
}

/** Whether a command begins a channel or a conversation. */
export const isBeginning = (command: WireCommand): boolean => unaskedBy(command)?.begins === true

const day = 24 * 60 * 60 * 1_000

/** What is held against a command of this person, unless it was carried out before. */
export type Refusal = (
  command: WireCommand,
) => (() => Promise<E.Either<Unavailable, Rejection | undefined>>) | undefined

/** The channels that one session began, as far as the read models may not show them yet. */
export interface Beginning {
  /** One is being begun; to be called with the position at which it is visible, or undefined where it is not begun. */
  readonly begin: () => (position: number | undefined) => void
  /** How many are under way, or visible after a position only. */
  readonly after: (position: number) => number
}

export const beginning = (): Beginning => {
  let underWay = 0
  let begun: ReadonlyArray<number> = []
  return {
    begin: () => {
      underWay += 1
      return (position) => {
        underWay -= 1
        if (position !== undefined) begun = [...begun, position]
      }
    },
    after: (position) => {
      begun = begun.filter((one) => one > position)
      return underWay + begun.length
    },
  }
}

/** Of what sessions share, what is looked at for it. */
export interface RefusalParts {
  readonly queries: Pick<SessionParts['queries'], 'standing'>
  readonly following: Pick<SessionParts['following'], 'position'>
  readonly clock: Pick<SessionParts['clock'], 'now'>
  readonly limits: Pick<SessionParts['limits'], 'begunADay'>
  readonly mayAdd?: MayAdd
}

/** Gives for a command how to find out what is held against it; undefined where nothing can be. */
export const refusal =
  (
    { queries, following, clock, limits, mayAdd = 'everyone' }: RefusalParts,
    asker: Asker,
    lately: Pick<Beginning, 'after'>,
  ): Refusal =>
  (command) => {
    const unasked = unaskedBy(command)
    if (unasked === undefined || (mayAdd === 'everyone' && !unasked.begins)) return undefined
    const others = mayAdd === 'everyone' ? [] : unasked.others.filter((other) => other !== asker.userId)
    const [first] = others
    if (mayAdd === 'nobody' && first !== undefined)
      return () => Promise.resolve(E.right({ _tag: 'MayNotAdd', userId: first }))
    if (!unasked.begins && first === undefined) return undefined
    return async () => {
      // Looked at first: what comes to be visible meanwhile is counted twice rather than not.
      const hidden = lately.after(following.position())
      const since = timestampOf(new Date(clock.now() - day))
      const found = await queries.standing(asker, since, others)()
      if (E.isLeft(found)) return found
      const [stranger] = found.right.strangers
      if (stranger !== undefined) return E.right({ _tag: 'MayNotAdd', userId: stranger })
      const most = limits.begunADay
      return E.right(
        unasked.begins && found.right.begun + hidden >= most ? { _tag: 'TooManyChannels', most } : undefined,
      )
    }
  }
