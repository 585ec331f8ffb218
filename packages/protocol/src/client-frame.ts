import { ChannelId, listOf, MessageId, Position, Revision, Timestamp } from '@parley/domain'
import * as t from 'io-ts'
import { WireCommand } from './command.ts'
import { maxSubscribe, maxTokenLength, maxUnsubscribe } from './limits.ts'
import { Query } from './query.ts'

/** The client's number for a request: the answer carries it. Its own to choose; unique among those under way. */
export const RequestId = t.refinement(t.number, (n) => Number.isSafeInteger(n) && n >= 0, 'RequestId')
export type RequestId = t.TypeOf<typeof RequestId>

const Watch = t.exact(
  t.intersection([
    t.type({ channelId: ChannelId }),
    t.partial({
      /** The last revision that the client has: it gets what came since. Absent: it gets a snapshot. */
      after: Revision,
      /** Whether to be told who comes and goes, and who is there now. */
      presence: t.boolean,
    }),
  ]),
  'Watch',
)
export type Watch = t.TypeOf<typeof Watch>

/** The latest event of a channel that a client knows of: the one with the highest position of all that it holds. */
export const LatestSeen = t.strict(
  { channelId: ChannelId, revision: Revision, position: Position, at: Timestamp },
  'LatestSeen',
)
export type LatestSeen = t.TypeOf<typeof LatestSeen>

const Token = t.refinement(t.string, (token) => token.length <= maxTokenLength, 'Token')

/** Everything that a client may say. */
export const ClientFrame = t.union(
  [
    t.exact(
      t.intersection([
        t.type({ type: t.literal('authenticate'), id: RequestId, version: t.number, token: Token }),
        /** By this the server tells whether what the client holds is of the log as it is. */
        t.partial({ latest: LatestSeen }),
      ]),
    ),
    t.strict({ type: t.literal('command'), id: RequestId, command: WireCommand }),
    t.strict({ type: t.literal('query'), id: RequestId, query: Query }),
    t.strict({
      type: t.literal('subscribe'),
      id: RequestId,
      channels: listOf(Watch, maxSubscribe),
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
