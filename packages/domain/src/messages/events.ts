import { channelKey, lastSegmentOf } from '../channel/rows.ts'
import { type EventOf, toWatchers } from '../kit/event.ts'
import { idByCommand } from '../kit/id-by-command.ts'
import { patch, put } from '../kit/row.ts'
import { Mentions } from '../mentions/mention.ts'
import { rateKey } from '../moderation/limit-rows.ts'
import { Rate } from '../moderation/rate-limit.ts'
import { unpinned } from '../pins/events.ts'
import { channelEvent, channelEventWith } from '../streams/channel-stream.ts'
import { done } from '../streams/done-rows.ts'
import type { ChannelId, FeedId, MessageId } from '../values/ids.ts'
import { Body } from './body.ts'
import { keptFields, keptOf, nothingKept } from './kept.ts'
import { messageFacts } from './message-facts.ts'
import { messageKey } from './rows.ts'

const first = { version: 1, upcasters: [] } as const

interface OfMessage {
  readonly messageId: MessageId
}
interface InFeed extends OfMessage {
  readonly channelId: ChannelId
  readonly feedId: FeedId
}

/** The text of the message: gone once it was written anew or deleted, or its feed was. */
const textOf = ({ messageId }: OfMessage) => [{ kind: 'text', messageId }] as const
const body = {
  of: ({ channelId, feedId, messageId }: InFeed) => [
    ...textOf({ messageId }),
    { kind: 'feed', channelId, feedId } as const,
  ],
  becomes: 'null',
} as const

/** A message was sent. Its command's name is the sender's `clientMessageId`. */
export const MessageSent = channelEventWith(
  'MessageSent',
  {
    always: { ...messageFacts, body: Body },
    perhaps: {
      ...keptFields,
      /** What its sender has sent with it, where a limit held. */
      rate: Rate,
    },
  },
  {
    ...first,
    audience: toWatchers,
    // The message's own id names its sending: no second hash for what happens most.
    id: (event) => event.messageId,
    says: { body, metadata: body, tags: body, mentions: body },
    takesBack: undefined,
    rows: (event) => [
      patch(channelKey, (row) =>
        lastSegmentOf(row, event.feedId) === undefined
          ? row
          : { ...row, lastSegments: { ...row.lastSegments, [event.feedId]: event.segment } },
      ),
      put(messageKey(event.messageId), {
        kind: 'message',
        senderId: event.senderId,
        feedId: event.feedId,
        segment: event.segment,
        parentId: event.parentId,
        body: event.body,
        ...keptOf(event),
        deleted: false,
      }),
      ...(event.rate === undefined ? [] : [put(rateKey(event.senderId), { kind: 'rate', ...event.rate })]),
    ],
  },
)
export type MessageSent = EventOf<typeof MessageSent>

/** The sender wrote a message anew. */
export const MessageEdited = channelEventWith(
  'MessageEdited',
  {
    always: { ...messageFacts, body: Body },
    perhaps: {
      ...keptFields,
      /** Whom of those that it mentions it did not mention before. */
      newMentions: Mentions,
    },
  },
  {
    ...first,
    audience: toWatchers,
    id: idByCommand,
    says: { body, metadata: body, tags: body, mentions: body, newMentions: body },
    takesBack: textOf,
    rows: (event) => [
      patch(messageKey(event.messageId), (row) => ({ ...row, body: event.body, ...keptOf(event) })),
      done(event),
    ],
  },
)
export type MessageEdited = EventOf<typeof MessageEdited>

/** A message was taken back by its sender, or removed by a moderator. */
export const MessageDeleted = channelEvent('MessageDeleted', messageFacts, {
  ...first,
  audience: toWatchers,
  id: idByCommand,
  says: {},
  takesBack: (event) => [...textOf(event), { kind: 'reactions', messageId: event.messageId }],
  rows: (event) => [
    patch(messageKey(event.messageId), (row) => ({ ...row, body: null, ...nothingKept, deleted: true })),
    unpinned(event.messageId),
    done(event),
  ],
})
export type MessageDeleted = EventOf<typeof MessageDeleted>
