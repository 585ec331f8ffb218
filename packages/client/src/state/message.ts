import type { MessageId, Position, ReactionAdded, ReactionRemoved } from '@parley/domain'
import type { ChannelUpdateEvent, MessageView, ReactionView, Update } from '@parley/contract'

/** A message, and the position up to which it has taken in what happened: an answer may come before or after updates that it shows. */
export interface ShownMessage extends MessageView {
  readonly asOf: Position
}

/** Messages as an answer has them that was read at a position. */
export const shownAt = (messages: ReadonlyArray<MessageView>, asOf: Position): ReadonlyArray<ShownMessage> =>
  messages.map((message) => ({ ...message, asOf }))

export type Sent = Extract<ChannelUpdateEvent, { readonly type: 'MessageSent' }>

/** A message as it is the moment that it was sent. */
export const messageOf = (event: Sent, asOf: Position): ShownMessage => ({
  messageId: event.messageId,
  channelId: event.channelId,
  feedId: event.feedId,
  segment: event.segment,
  parentId: event.parentId,
  senderId: event.senderId,
  clientMessageId: event.commandId,
  body: event.body,
  sentAt: event.at,
  editedAt: null,
  deletedAt: null,
  deletedBy: null,
  replyCount: 0,
  lastReplyAt: null,
  reactions: [],
  asOf,
})

/** A message after an update of its channel; the same object where it does not concern it, or is shown already. */
export const foldMessage = (
  message: ShownMessage,
  { position }: Update,
  event: ChannelUpdateEvent,
): ShownMessage => {
  if (position <= message.asOf) return message
  const folded = fold(message, event)
  return folded === message ? message : { ...folded, asOf: position }
}

/** An event that says nothing of a message changes nothing of it. */
const fold = (message: ShownMessage, event: ChannelUpdateEvent): ShownMessage => {
  const { messageId } = message
  if (event.type === 'MessageSent')
    return event.parentId === messageId
      ? { ...message, replyCount: message.replyCount + 1, lastReplyAt: event.at }
      : message
  if (event.type === 'MessageDeleted' && event.parentId === messageId)
    return { ...message, replyCount: message.replyCount - 1 }
  if (!('messageId' in event) || event.messageId !== messageId) return message
  if (event.type === 'MessageEdited') return { ...message, body: event.body, editedAt: event.at }
  if (event.type === 'MessageDeleted')
    return { ...message, body: null, deletedAt: event.at, deletedBy: event.by, reactions: [] }
  // Without a name it was taken back since.
  return 'name' in event && event.name !== null
    ? { ...message, reactions: foldReactions(message.reactions, { ...event, name: event.name }) }
    : message
}

const foldReactions = (
  reactions: ReadonlyArray<ReactionView>,
  event: ReactionAdded | ReactionRemoved,
): ReactionView[] => {
  const before = reactions.find((r) => r.name === event.name)?.userIds ?? []
  const without = before.filter((userId) => userId !== event.by)
  const userIds = event.type === 'ReactionAdded' ? [...without, event.by] : without
  const others = reactions.filter((r) => r.name !== event.name)
  if (userIds.length === 0) return others
  return [...others, { name: event.name, userIds }].toSorted((a, b) => (a.name < b.name ? -1 : 1))
}

/** Every message of a list after an update; the same list where it concerns none of them. */
export const foldMessages = (
  messages: ReadonlyArray<ShownMessage>,
  update: Update,
  event: ChannelUpdateEvent,
): ReadonlyArray<ShownMessage> =>
  concernedBy(event).reduce((all, messageId) => {
    // What is new mostly concerns what is new.
    const index = all.findLastIndex((message) => message.messageId === messageId)
    const message = all[index]
    if (message === undefined) return all
    const folded = foldMessage(message, update, event)
    return folded === message ? all : all.with(index, folded)
  }, messages)

/** The messages that look different after an event: at most the one that it is about, and that one's parent. */
const concernedBy = (event: ChannelUpdateEvent): ReadonlyArray<MessageId> => {
  if (!('messageId' in event)) return []
  const parent = event.parentId === null ? [] : [event.parentId]
  if (event.type === 'MessageSent') return parent
  return event.type === 'MessageDeleted' ? [event.messageId, ...parent] : [event.messageId]
}
