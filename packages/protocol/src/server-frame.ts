import {
  CommandResult,
  MemberReceipts,
  PersonUpdate,
  QueryResult,
  Update,
  Version,
  Watched,
} from '@parley/contract'
import { ChannelId, FeedId, MessageId, Position, Rejection, Revision, TenantId, UserId } from '@parley/domain'
import * as t from 'io-ts'
import { RequestId } from './client-frame.ts'
import { ProtocolError } from './error.ts'

/** Everything that the server may say. */
export const ServerFrame = t.union(
  [
    t.exact(
      t.intersection([
        t.type({
          type: t.literal('authenticated'),
          id: RequestId,
          version: Version,
          tenantId: TenantId,
          userId: UserId,
          /**
           * Whether the log has the event that the client named as its latest; true where it named none. False: the
           * log was restored from an older backup, or is another one, and all that the client holds is to be loaded
           * anew.
           */
          known: t.boolean,
        }),
        /** In how many milliseconds the session ends, unless a newer token is brought before. */
        t.partial({ expiresIn: t.number }),
      ]),
    ),
    /** The command is kept for good; queries with `atLeast: position` show it. */
    t.strict({
      type: t.literal('accepted'),
      id: RequestId,
      revision: Revision,
      position: Position,
      result: CommandResult,
    }),
    /** The rules say no. */
    t.strict({ type: t.literal('rejected'), id: RequestId, rejection: Rejection }),
    t.strict({ type: t.literal('result'), id: RequestId, position: Position, result: QueryResult }),
    /** The watches of the request whose turn it is that begin now, where its answer comes in parts. */
    t.strict({ type: t.literal('watched'), channels: t.array(Watched) }),
    /** The end of the answer: all that was asked for is watched, or turned down. */
    t.strict({ type: t.literal('subscribed'), id: RequestId, channels: t.array(Watched) }),
    t.strict({ type: t.literal('unsubscribed'), id: RequestId }),
    /** `id` is absent where the frame that it answers had none that could be read. */
    t.exact(
      t.intersection([
        t.type({ type: t.literal('error'), error: ProtocolError }),
        t.partial({ id: RequestId }),
      ]),
    ),
    /** What changed: of the watched channels and of what concerns this person alone, each in order of revision. */
    t.strict({ type: t.literal('updates'), updates: t.array(Update) }),
    /** What this person, or people who are in a channel that is watched, say of themselves; in the order of each. */
    t.strict({ type: t.literal('people'), updates: t.array(PersonUpdate) }),
    /**
     * Updates of these channels were left out, because the connection fell behind: subscribe again. `people`: and what
     * people say of themselves; ask for their profiles again.
     */
    t.exact(
      t.intersection([
        t.type({ type: t.literal('resync'), channelIds: t.array(ChannelId) }),
        t.partial({ people: t.literal(true) }),
      ]),
    ),
    t.strict({
      type: t.literal('typing'),
      channelId: ChannelId,
      feedId: FeedId,
      parentId: t.union([MessageId, t.null]),
      userId: UserId,
      typing: t.boolean,
    }),
    t.strict({ type: t.literal('presence'), channelId: ChannelId, userId: UserId, online: t.boolean }),
    /**
     * What members of a channel let the others know of their reading, as of a position: of each of these, all of it.
     * `whole`: there is nothing of anybody else, whatever was told before. Of those who are `gone` there is nothing now.
     */
    t.strict({
      type: t.literal('receipts'),
      channelId: ChannelId,
      position: Position,
      whole: t.boolean,
      members: t.array(MemberReceipts),
      gone: t.array(UserId),
    }),
  ],
  'ServerFrame',
)
export type ServerFrame = t.TypeOf<typeof ServerFrame>

/** What stands in one WebSocket message of the server: a frame, or several that came together, in order. */
export const ServerMessage = t.union([ServerFrame, t.array(ServerFrame)], 'ServerMessage')
export type ServerMessage = t.TypeOf<typeof ServerMessage>
