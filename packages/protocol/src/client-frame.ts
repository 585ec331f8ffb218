import { LatestSeen, NamedVersions, Query, Token, WatchRequest, WireCommand } from '@parley/contract'
import { ChannelId, FeedId, listOf, mainFeed, MessageId, UserId } from '@parley/domain'
import * as t from 'io-ts'
import { maxSubscribe, maxUnsubscribe } from './limits.ts'

/** The client's number for a request: the answer carries it. Its own to choose; unique among those under way. */
export const RequestId = t.refinement(t.number, (n) => Number.isSafeInteger(n) && n >= 0, 'RequestId')
export type RequestId = t.TypeOf<typeof RequestId>

/** The person for whom a server acts, and whether they are a guest of the tenant. */
export const ActingFor = t.exact(
  t.intersection([t.type({ userId: UserId }), t.partial({ guest: t.boolean })]),
  'ActingFor',
)
export type ActingFor = t.TypeOf<typeof ActingFor>

/** Everything that a client may say. */
export const ClientFrame = t.union(
  [
    t.exact(
      t.intersection([
        t.type({ type: t.literal('authenticate'), id: RequestId, version: NamedVersions, token: Token }),
        /**
         * By `latest` the server tells whether what the client holds is of the log as it is. A server of the customer's
         * own names by `actFor` the person whose session it is to be.
         */
        t.partial({ latest: LatestSeen, actFor: ActingFor }),
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
    /** Begun or ended to write, in a feed (without one, the main one) or in a thread of it. Not answered, not kept. */
    t.exact(
      t.intersection([
        t.type({
          type: t.literal('typing'),
          channelId: ChannelId,
          parentId: t.union([MessageId, t.null]),
          typing: t.boolean,
        }),
        t.partial({ feedId: FeedId }),
      ]),
    ),
  ],
  'ClientFrame',
)
export type ClientFrame = t.TypeOf<typeof ClientFrame>

/** In which feed somebody writes, by the frame that says so. */
export const feedWrittenIn = ({
  feedId = mainFeed,
}: Extract<ClientFrame, { readonly type: 'typing' }>): FeedId => feedId
