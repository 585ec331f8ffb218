import type { DomainEvent } from '@parley/domain'
import { text } from '@parley/domain/testing'

/** Texts that can be told apart: what each event says, it says in words of its own. */
export const inOwnWords = (event: DomainEvent, n: number): DomainEvent => {
  switch (event.type) {
    case 'MessageSent':
    case 'MessageEdited':
      return { ...event, body: text(`<text ${n}>`) }
    case 'ChannelRenamed':
      return { ...event, name: `<name ${n}>` as typeof event.name }
    case 'FeedCreated':
    case 'FeedRenamed':
      return { ...event, name: `<feed ${n}>` as typeof event.name }
    case 'ChannelDescribed':
      return { ...event, description: `<description ${n}>` as typeof event.description }
    case 'ChannelCreated':
      return event.name === null
        ? event
        : {
            ...event,
            name: `<name ${n}>` as typeof event.name,
            description: `<description ${n}>` as typeof event.description,
          }
    case 'NicknameSet':
      return event.nickname === null ? event : { ...event, nickname: `<name ${n}>` as typeof event.nickname }
    case 'ChannelArchived':
    case 'ChannelDetailsChanged':
    case 'ChannelUnarchived':
    case 'ChannelDeleted':
    case 'FeedDeleted':
    case 'MemberJoined':
    case 'MemberLeft':
    case 'MemberRoleChanged':
    case 'MessageDeleted':
    case 'ReactionAdded':
    case 'ReactionRemoved':
    case 'MessagePinned':
    case 'MessageUnpinned':
    case 'MemberBanned':
    case 'MemberUnbanned':
    case 'MemberMuted':
    case 'MemberUnmuted':
    case 'ChannelMuted':
    case 'ChannelUnmuted':
    case 'RateLimitSet':
    case 'RateLimitLifted':
    case 'MessageFlagged':
    case 'MessageUnflagged':
    case 'FlagsCleared':
    case 'FlagLimitSet':
    case 'ReadMarked':
    case 'ChannelNotificationSet':
    case 'NotificationSet':
    case 'ConversationArchived':
    case 'ConversationUnarchived':
    case 'FavouriteSet':
    case 'DraftSaved':
    case 'DeliveredMarked':
    case 'ReceiptsKept':
    case 'ProfileSet':
    case 'StatusSet':
    case 'FileRegistered':
    case 'FileUploaded':
    case 'FileDeleted':
      return event
    default:
      return event satisfies never
  }
}
