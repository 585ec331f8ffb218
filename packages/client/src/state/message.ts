import type { Position, UserId } from '@parley/domain'
import type { Change, ChangeOf, MessageView, ReactionView, Update } from '@parley/contract'

/** A message, and the position up to which it has taken in what happened: an answer may come before or after updates that it shows. */
export interface ShownMessage extends MessageView {
  readonly asOf: Position
}

/** Messages as an answer has them that was read at a position. */
export const shownAt = (messages: ReadonlyArray<MessageView>, asOf: Position): ReadonlyArray<ShownMessage> =>
  messages.map((message) => ({ ...message, asOf }))

/** The messages that an update brings, as they are the moment that they were sent. */
export const broughtBy = ({ channelId, position, changes }: Update): ReadonlyArray<ShownMessage> =>
  changes.flatMap((change) =>
    change.row === 'message' && change.put !== undefined
      ? [
          {
            ...unsaid,
            messageId: change.messageId,
            channelId,
            ...change.put,
            reactions: [],
            asOf: position,
          },
        ]
      : [],
  )

/** What a put leaves out. */
const unsaid = {
  parentId: null,
  body: null,
  editedAt: null,
  deletedAt: null,
  deletedBy: null,
  replyCount: 0,
  lastReplyAt: null,
} as const

/** A message after an update of its channel; the same object where it does not concern it, or is shown already. */
export const foldMessage = (message: ShownMessage, { position, changes }: Update): ShownMessage => {
  if (position <= message.asOf) return message
  const folded = changes.reduce(afterChange, message)
  return folded === message ? message : { ...folded, asOf: position }
}

const afterChange = (message: ShownMessage, change: Change): ShownMessage => {
  if (!isAboutMessage(change) || change.messageId !== message.messageId) return message
  if (change.row === 'reaction') return { ...message, reactions: reactionsAfter(message.reactions, change) }
  const replyCount = message.replyCount + (change.add?.replyCount ?? 0)
  const next = { ...message, replyCount, ...change.patch }
  // Reactions to what is deleted stand on, and are shown no more.
  return next.deletedAt === null ? next : { ...next, reactions: [] }
}

/** Whether a change is of what a message that is there already looks like. */
const isAboutMessage = (change: Change): change is ChangeOf<'message' | 'reaction'> =>
  change.row === 'reaction' || (change.row === 'message' && change.put === undefined)

const reactionsAfter = (
  reactions: ReadonlyArray<ReactionView>,
  { name, userId, remove }: ChangeOf<'reaction'>,
): ReactionView[] => {
  const before: ReadonlyArray<UserId> = reactions.find((r) => r.name === name)?.userIds ?? []
  const without = before.filter((other) => other !== userId)
  const userIds = remove === true ? without : [...without, userId]
  const others = reactions.filter((r) => r.name !== name)
  if (userIds.length === 0) return others
  return [...others, { name, userIds }].toSorted((a, b) => (a.name < b.name ? -1 : 1))
}

/** Every message of a list after an update; the same list where it concerns none of them. */
export const foldMessages = (
  messages: ReadonlyArray<ShownMessage>,
  update: Update,
): ReadonlyArray<ShownMessage> =>
  [...new Set(update.changes.filter(isAboutMessage).map(({ messageId }) => messageId))].reduce(
    (all, messageId) => {
      // What is new mostly concerns what is new.
      const index = all.findLastIndex((message) => message.messageId === messageId)
      const message = all[index]
      if (message === undefined) return all
      const folded = foldMessage(message, update)
      return folded === message ? all : all.with(index, folded)
    },
    messages,
  )
