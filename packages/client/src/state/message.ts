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

const fold = (message: ShownMessage, event: ChannelUpdateEvent): ShownMessage => {
  switch (event.type) {
    case 'MessageSent':
      return event.parentId === message.messageId
        ? { ...message, replyCount: message.replyCount + 1, lastReplyAt: event.at }
        : message
    case 'MessageEdited':
      return event.messageId === message.messageId
        ? { ...message, body: event.body, editedAt: event.at }
        : message
    case 'MessageDeleted':
      if (event.messageId === message.messageId)
        return { ...message, body: null, deletedAt: event.at, deletedBy: event.by, reactions: [] }
      return event.parentId === message.messageId
        ? { ...message, replyCount: message.replyCount - 1 }
        : message
    case 'ReactionAdded':
    case 'ReactionRemoved':
      // Without a name it was taken back since.
      return event.messageId === message.messageId && event.name !== null
        ? { ...message, reactions: foldReactions(message.reactions, { ...event, name: event.name }) }
        : message
    case 'ChannelCreated':
    case 'ChannelRenamed':
    case 'ChannelDescribed':
    case 'ChannelArchived':
    case 'MemberJoined':
    case 'MemberLeft':
    case 'MemberRoleChanged':
      return message
  }
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
  switch (event.type) {
    case 'MessageSent':
      return event.parentId === null ? [] : [event.parentId]
    case 'MessageDeleted':
      return event.parentId === null ? [event.messageId] : [event.messageId, event.parentId]
    case 'MessageEdited':
    case 'ReactionAdded':
    case 'ReactionRemoved':
      return [event.messageId]
    case 'ChannelCreated':
    case 'ChannelRenamed':
    case 'ChannelDescribed':
    case 'ChannelArchived':
    case 'MemberJoined':
    case 'MemberLeft':
    case 'MemberRoleChanged':
      return []
    default:
      return event satisfies never
  }
}
