import type { Position, UserId } from '@parley/domain'
import { type Change, type ChangeOf, type MessageView, mostNamed, type Update } from '@parley/contract'

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
    change.row === 'message' && change.put
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
  metadata: null,
  tags: null,
  mentions: null,
  editedAt: null,
  deletedAt: null,
  deletedBy: null,
  replyCount: 0,
  lastReplyAt: null,
} as const

/** A message after an update of its channel; the same object where it does not concern it, or is shown already. */
export const foldMessage = (
  message: ShownMessage,
  { position, changes }: Update,
  me: UserId,
): ShownMessage =>
  position <= message.asOf
    ? message
    : changes.reduce((all, change) => {
        if (!isAboutMessage(change) || change.messageId !== all.messageId) return all
        if (change.row === 'reaction')
          return { ...all, reactions: reactionsAfter(all.reactions, change, me), asOf: position }
        const replyCount = all.replyCount + (change.add?.replyCount ?? 0)
        const next = { ...all, replyCount, ...change.patch, asOf: position }
        // Reactions to what is deleted stand on, and are shown no more.
        return next.deletedAt === null ? next : { ...next, reactions: [] }
      }, message)

/** Whether a change is of what a message that is there already looks like. */
const isAboutMessage = (change: Change): change is ChangeOf<'message' | 'reaction'> =>
  change.row === 'reaction' || (change.row === 'message' && !change.put)

/** Reactions with one more of a name, or one less. Who is not named counts too; at 0 the name is gone. */
const reactionsAfter = (
  reactions: MessageView['reactions'],
  { name, userId, put }: ChangeOf<'reaction'>,
  me: UserId,
): MessageView['reactions'] => {
  const { count, mine, userIds } = reactions.find((one) => one.name === name) ?? {
    count: 0,
    mine: false,
    userIds: [],
  }
  const after = {
    name,
    count: count + (put ? 1 : -1),
    mine: userId === me ? put !== undefined : mine,
    userIds: put ? [...userIds, userId].slice(0, mostNamed) : userIds.filter((one) => one !== userId),
  }
  return [...reactions.filter((one) => one.name !== name), after]
    .filter((one) => one.count > 0)
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
}

/** Every message of a list after an update; the same list where it concerns none of them. */
export const foldMessages = (
  messages: ReadonlyArray<ShownMessage>,
  update: Update,
  me: UserId,
): ReadonlyArray<ShownMessage> =>
  update.changes.filter(isAboutMessage).reduce((all, { messageId }) => {
    // What is new mostly concerns what is new.
    const index = all.findLastIndex((message) => message.messageId === messageId)
    const message = all[index]
    if (message === undefined) return all
    const folded = foldMessage(message, update, me)
    return folded === message ? all : all.with(index, folded)
  }, messages)
