import * as t from 'io-ts'
import type { EventDefinition, EventOf } from '../kit/event.ts'
import { put } from '../kit/row.ts'
import { inboxStreams } from '../streams/inbox-stream.ts'
import { derivedId } from '../values/derived-id.ts'
import { ChannelId, CommandId, FeedId, MessageId, TenantId, UserId } from '../values/ids.ts'
import { Segment } from '../values/numbers.ts'
import { Timestamp } from '../values/timestamp.ts'
import { partOf } from './part.ts'
import { cursorKey } from './rows.ts'

const codec = t.exact(
  t.intersection([
    t.type({
      type: t.literal('ReadMarked'),
      tenantId: TenantId,
      userId: UserId,
      commandId: CommandId,
      at: Timestamp,
      channelId: ChannelId,
      feedId: FeedId,
      segment: Segment,
    }),
    t.partial({ parentId: t.union([MessageId, t.null]) }),
  ]),
  'ReadMarked',
)

/**
 * A person has read a feed, or a part of it, up to a segment. An event of that person's inbox, not of the channel.
 * `parentId` names the part by what its messages answer: null for those at the top of threads, a message for the
 * replies to it; absent, it is all of the feed.
 */
export const ReadMarked: EventDefinition<'ReadMarked', typeof codec, typeof inboxStreams> = {
  type: 'ReadMarked',
  codec,
  stream: inboxStreams,
  version: 1,
  upcasters: [],
  audience: ({ userId }) => ({ _tag: 'person', userId }),
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
}
export type ReadMarked = EventOf<typeof ReadMarked>
