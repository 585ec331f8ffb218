import * as t from 'io-ts'
import type { EventOf } from '../kit/event.ts'
import { put } from '../kit/row.ts'
import { inboxEvent } from '../streams/inbox-stream.ts'
import { derivedId } from '../values/derived-id.ts'
import { ChannelId, FeedId, MessageId } from '../values/ids.ts'
import { Segment } from '../values/numbers.ts'
import { partOf } from './part.ts'
import { cursorKey } from './rows.ts'

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
