import { LatestSeen, NamedVersions, Query, Token, WatchRequest, WireCommand } from '@parley/contract'
import { ChannelId, listOf, MessageId } from '@parley/domain'
import * as t from 'io-ts'
import { maxSubscribe, maxUnsubscribe } from './limits.ts'

/** The client's number for a request: the answer carries it. Its own to choose; unique among those under way. */
export const RequestId = t.refinement(t.number, (n) => Number.isSafeInteger(n) && n >= 0, 'RequestId')
export type RequestId = t.TypeOf<typeof RequestId>

/** Everything that a client may say. */
export const ClientFrame = t.union(
  [
    t.exact(
      t.intersection([
        t.type({ type: t.literal('authenticate'), id: RequestId, version: NamedVersions, token: Token }),
        /** By this the server tells whether what the client holds is of the log as it is. */
        t.partial({ latest: LatestSeen }),
      ]),
    ),
    t.strict({ type: t.literal('command'), id: RequestId, command: WireCommand }),
    t.strict({ type: t.literal('query'), id: RequestId, query: Query }),
    t.strict({
      type: t.literal('subscribe'),
      id: RequestId,
      channels: listOf(WatchRequest, maxSubscribe),
    }),
    /** Of no channels: answered at once, whatever else is under way, to show that somebody is there. */
    t.strict({
      type: t.literal('unsubscribe'),
      id: RequestId,
      channelIds: listOf(ChannelId, maxUnsubscribe),
    }),
    /** Begun or ended to write, in a channel or in a thread of it. Not answered, not kept. */
    t.strict({
      type: t.literal('typing'),
      channelId: ChannelId,
      parentId: t.union([MessageId, t.null]),
      typing: t.boolean,
    }),
  ],
  'ClientFrame',
)
export type ClientFrame = t.TypeOf<typeof ClientFrame>
