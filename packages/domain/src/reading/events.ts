import * as t from 'io-ts'
import type { EventOf } from '../kit/event.ts'
import { put, remove } from '../kit/row.ts'
import { idByOwnCommand, ownDone } from '../personal/own-event.ts'
import { inboxEvent } from '../streams/inbox-stream.ts'
import { derivedId } from '../values/derived-id.ts'
import { ChannelId, FeedId, MessageId } from '../values/ids.ts'
import { Segment } from '../values/numbers.ts'
import { partOf } from './part.ts'
import { cursorKey, deliveredKey, keptKey } from './rows.ts'

/**
 * A person has read a feed, or a part of it, up to a segment. An event of that person's inbox, not of the channel.
 * `parentId` names the part by what its messages answer: null for those at the top of threads, a message for the
 * replies to it; absent, it is all of the feed.
 */
export const ReadMarked = inboxEvent(
  'ReadMarked',
  {
    always: { channelId: ChannelId, feedId: FeedId, segment: Segment },
    perhaps: { parentId: t.union([MessageId, t.null]) },
  },
  {
    version: 1,
    upcasters: [],
    // How far it went, not by which command: the same reading twice is one.
    id: (event, stream) =>
      derivedId(
        'event',
        stream,
        event.type,
        event.channelId,
        event.feedId,
        event.segment,
        ...(event.parentId === undefined ? [] : [partOf(event)]),
      ),
    says: {},
    takesBack: undefined,
    rows: (event) => [
      put(cursorKey(event.channelId, event.feedId, partOf(event)), { kind: 'cursor', readTo: event.segment }),
    ],
  },
)
export type ReadMarked = EventOf<typeof ReadMarked>

/** The messages of a feed up to a segment have come to a device of a person's. An event of that person's inbox. */
export const DeliveredMarked = inboxEvent(
  'DeliveredMarked',
  { always: { channelId: ChannelId, feedId: FeedId, segment: Segment }, perhaps: {} },
  {
    version: 1,
    upcasters: [],
    // How far it went, not by which command.
    id: (event, stream) =>
      derivedId('event', stream, event.type, event.channelId, event.feedId, event.segment),
    says: {},
    takesBack: undefined,
    // As a mark of reading it goes forwards only, and needs nothing else to be carried out once.
    rows: ({ channelId, feedId, segment }) => [
      put(deliveredKey(channelId, feedId), { kind: 'delivered', deliveredTo: segment }),
    ],
  },
)
export type DeliveredMarked = EventOf<typeof DeliveredMarked>

/** A person keeps to themselves what they have read of a channel and what has come, or does so no more. */
export const ReceiptsKept = inboxEvent(
  'ReceiptsKept',
  { always: { channelId: ChannelId, kept: t.boolean }, perhaps: {} },
  {
    version: 1,
    upcasters: [],
    id: idByOwnCommand,
    says: {},
    takesBack: undefined,
    rows: (event) => {
      const key = keptKey(event.channelId)
      return [event.kept ? put(key, { kind: 'receiptsKept' }) : remove(key), ownDone(event)]
    },
  },
)
export type ReceiptsKept = EventOf<typeof ReceiptsKept>
