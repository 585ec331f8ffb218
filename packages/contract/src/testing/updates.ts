import type {
  MemberJoined,
  MessageSent,
  NamesAChannel,
  Position,
  Relations,
  Revision,
  ToldEvent,
} from '@parley/domain'
import { isEventIn, mainFeed, namesAChannel } from '@parley/domain'
import { type Cause, withheld } from '../changes/cause.ts'
import type { Change } from '../changes/change.ts'
import type { Update } from '../update.ts'
import type { Happened } from './seen-whole.ts'
import { besideIn } from './beside-in.ts'

/** What happened, or as much of it as is told: of some events, what was taken back since is null. */
export interface Told<Event extends ToldEvent = ToldEvent> {
  readonly event: Event
  readonly revision: Revision
  readonly position: Position
}

/** Events as updates tell them, by a definition of its own: event by event, from what each says. */
export const updatesOf = (all: ReadonlyArray<Told | Happened>): ReadonlyArray<Update> =>
  all.flatMap(({ event, ...place }) => (namesAChannel(event) ? [updateOf({ event, ...place })] : []))

/** One event as an update tells it. */
export const updateOf = ({ event, revision, position }: Told<NamesAChannel<ToldEvent>>): Update => ({
  revision,
  position,
  channelId: event.channelId,
  ...(isEventIn('inbox', event) ? { own: true as const } : {}),
  cause: causeOf(event),
  changes: [...changesOf(event)],
})

const causeOf = (event: ToldEvent): Cause => {
  const { type, at, commandId } = event
  if (isForModerators(event)) return { type: withheld, at }
  const by = 'by' in event ? event.by : event.userId
  if (event.type === 'MessageSent') return { type, at, by }
  if (!('senderId' in event)) return { type, at, commandId, by }
  const { messageId, senderId, feedId, segment, parentId } = event
  return { type, at, commandId, by, message: { messageId, senderId, feedId, segment, parentId } }
}

/** Of these nobody who watches is told more than that there is something. */
const forModerators: ReadonlyArray<string> = [
  'MemberBanned',
  'MemberUnbanned',
  'MemberMuted',
  'MemberUnmuted',
  'ChannelMuted',
  'ChannelUnmuted',
  'RateLimitSet',
  'RateLimitLifted',
  'MessageFlagged',
  'MessageUnflagged',
  'FlagsCleared',
  'FlagLimitSet',
]
const isForModerators = ({ type }: ToldEvent): boolean => forModerators.includes(type)

/** What a channel stands in relation to, where it does. */
const relatedIn = ({ companyId, communityId, attachedTo }: Relations): Relations => ({
  ...(companyId === undefined ? {} : { companyId }),
  ...(communityId === undefined ? {} : { communityId }),
  ...(attachedTo === undefined ? {} : { attachedTo }),
})

/** What an event changes in public rows, by a definition of its own. */
export const changesOf = (event: ToldEvent): ReadonlyArray<Change> => {
  switch (event.type) {
    case 'ChannelCreated': {
      const { channelType, name, description, at } = event
      const made = {
        channelType,
        description,
        archived: false,
        createdAt: at,
        lastActivityAt: at,
        notification: 'default',
      } as const
      return [
        {
          row: 'channel',
          put: { ...made, createdBy: event.by, ...(name === null ? {} : { name }), ...relatedIn(event) },
        },
        feedBegun(mainFeed, 'main', event),
      ]
    }
    case 'ChannelRenamed':
      return [{ row: 'channel', patch: { name: event.name } }]
    case 'ChannelDescribed':
      return [{ row: 'channel', patch: { description: event.description } }]
    case 'ChannelArchived':
      return [{ row: 'channel', patch: { archived: true } }]
    case 'ChannelDetailsChanged': {
      const { metadata, tags, avatarFileId, isPublic } = event
      const patch = {
        ...(metadata === undefined ? {} : { metadata: Object.keys(metadata).length === 0 ? null : metadata }),
        ...(tags === undefined ? {} : { tags: tags.length === 0 ? null : tags }),
        ...(avatarFileId === undefined ? {} : { avatarFileId }),
        ...(isPublic === undefined ? {} : { isPublic }),
      }
      return [{ row: 'channel', patch }]
    }
    case 'ChannelUnarchived':
      return [{ row: 'channel', patch: { archived: false } }]
    case 'ChannelDeleted':
      return [{ row: 'channel', remove: true }]
    case 'FeedCreated': {
      const { feedId, name } = event
      return feedId === mainFeed
        ? [{ row: 'feed', feedId, patch: { name } }]
        : [feedBegun(feedId, name, event)]
    }
    case 'FeedRenamed':
      return [{ row: 'feed', feedId: event.feedId, patch: { name: event.name, editedAt: event.at } }]
    case 'FeedDeleted':
      return [{ row: 'feed', feedId: event.feedId, patch: { deletedAt: event.at } }]
    case 'MemberJoined':
      return [{ row: 'channel', add: { memberCount: 1 } }, joined(event)]
    case 'MemberLeft':
      return [
        { row: 'channel', add: { memberCount: -1 } },
        { row: 'member', userId: event.userId, remove: true },
      ]
    case 'MemberRoleChanged':
      return [{ row: 'member', userId: event.userId, patch: { role: event.role } }]
    case 'MessageSent':
      return sent(event)
    case 'MessageEdited':
      return [
        {
          row: 'message',
          messageId: event.messageId,
          patch: { body: event.body, ...besideIn(event), editedAt: event.at },
        },
      ]
    case 'MessageDeleted': {
      const { messageId, parentId, feedId, at, by } = event
      return [
        { row: 'feed', feedId, add: { messageCount: -1 } },
        { row: 'message', messageId, patch: { body: null, ...besideIn({}), deletedAt: at, deletedBy: by } },
        ...(parentId === null
          ? []
          : [{ row: 'message', messageId: parentId, add: { replyCount: -1 } } as const]),
        { row: 'pin', messageId, remove: true },
      ]
    }
    case 'ReactionAdded':
    case 'ReactionRemoved': {
      const { messageId, name, by: userId } = event
      if (name === null) return []
      const key = { row: 'reaction', messageId, name, userId } as const
      return [event.type === 'ReactionAdded' ? { ...key, put: {} } : { ...key, remove: true }]
    }
    case 'MessagePinned':
      return [{ row: 'pin', messageId: event.messageId, put: { pinnedBy: event.by, pinnedAt: event.at } }]
    case 'MessageUnpinned':
      return [{ row: 'pin', messageId: event.messageId, remove: true }]
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
      return []
    case 'ReadMarked': {
      const { feedId, segment, parentId, at } = event
      const part = parentId === undefined ? 'all' : parentId === null ? 'top' : 'thread'
      const put = { readTo: segment, readAt: at }
      return [{ row: 'cursor', feedId, part, parentId: parentId ?? null, put }]
    }
    case 'ChannelNotificationSet':
      return [{ row: 'channel', patch: { notification: event.mode } }]
    case 'NicknameSet':
      return [{ row: 'member', userId: event.userId, patch: { nickname: event.nickname } }]
    case 'NotificationSet': {
      const { feedId, mode, until } = event
      const key = { row: 'notification', feedId } as const
      if (mode === 'default') return [{ ...key, remove: true }]
      return [{ ...key, put: { mode, ...(until === null ? {} : { until }) } }]
    }
    case 'ConversationArchived':
      return [{ row: 'putAway', put: { segments: event.segments } }]
    case 'ConversationUnarchived':
      return [{ row: 'putAway', remove: true }]
    case 'FavouriteSet':
      return [
        event.favourite ? { row: 'favourite', put: { since: event.at } } : { row: 'favourite', remove: true },
      ]
    case 'DraftSaved': {
      const { feedId, text, segment, at } = event
      return text === ''
        ? [{ row: 'draft', feedId, remove: true }]
        : [{ row: 'draft', feedId, put: { text, segment, savedAt: at } }]
    }
    case 'DeliveredMarked': {
      const { feedId, segment, at } = event
      return [{ row: 'delivered', feedId, put: { deliveredTo: segment, deliveredAt: at } }]
    }
    case 'ReceiptsKept':
      return [
        event.kept
          ? { row: 'receiptsKept', put: { since: event.at } }
          : { row: 'receiptsKept', remove: true },
      ]
    case 'ProfileSet': {
      const { displayName, avatarFileId, metadata } = event
      const said = { displayName, avatarFileId, metadata }
      return [
        { row: 'profile', put: Object.fromEntries(Object.entries(said).filter(([, one]) => one !== null)) },
      ]
    }
    case 'StatusSet': {
      const { text, until } = event
      if (text === null) return [{ row: 'status', remove: true }]
      return [{ row: 'status', put: { text, ...(until === null ? {} : { until }) } }]
    }
    case 'FileRegistered':
    case 'FileUploaded':
    case 'FileDeleted':
      return []
    default:
      return event satisfies never
  }
}

const feedBegun = (
  feedId: MessageSent['feedId'],
  name: string,
  { at, by }: Pick<MessageSent, 'at' | 'by'>,
): Change => ({
  row: 'feed',
  feedId,
  put: {
    name,
    lastSegment: 0 as MessageSent['segment'],
    lastActivityAt: at,
    createdAt: at,
    createdBy: by,
  },
})

const joined = ({ userId, role, at, segments }: MemberJoined): Change => ({
  row: 'member',
  userId,
  put: { role, joinedAt: at, joinedSegments: segments },
})

const sent = (event: Extract<ToldEvent, { readonly type: 'MessageSent' }>): ReadonlyArray<Change> => {
  const { messageId, feedId, segment, parentId, senderId, commandId, body, at } = event
  return [
    { row: 'channel', patch: { lastActivityAt: at } },
    {
      row: 'feed',
      feedId,
      patch: { lastSegment: segment, lastMessageId: messageId, lastActivityAt: at },
      add: { messageCount: 1 },
    },
    {
      row: 'message',
      messageId,
      put: {
        feedId,
        segment,
        senderId,
        clientMessageId: commandId,
        sentAt: at,
        ...(parentId === null ? {} : { parentId }),
        ...(body === null ? {} : { body }),
        ...Object.fromEntries(Object.entries(besideIn(event)).filter(([, value]) => value !== null)),
      },
    },
    ...(parentId === null
      ? []
      : [
          {
            row: 'message',
            messageId: parentId,
            patch: { lastReplyAt: at },
            add: { replyCount: 1 },
          } as const,
        ]),
  ]
}
