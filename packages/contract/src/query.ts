import { ChannelId, FeedId, listOf, MessageId, Position, Segment, Timestamp, UserId } from '@parley/domain'
import * as t from 'io-ts'
import { maxPage, maxSearchLength } from './limits.ts'
import { ChannelView } from './views/channel.ts'
import { ConversationView } from './views/conversation.ts'
import { MemberView } from './views/member.ts'
import { MessageView } from './views/message.ts'

const Limit = t.refinement(t.number, (n) => Number.isInteger(n) && n >= 1 && n <= maxPage, 'Limit')

const Search = t.refinement(t.string, (text) => text.length <= maxSearchLength, 'Search')

const Among = listOf(UserId, maxPage)

/** Every query: answer no sooner than the read models have come to this position (that of an acknowledgement). */
const atLeast = { atLeast: Position }
const page = { limit: Limit }

const query = <T extends string, R extends t.Props, O extends t.Props>(type: T, required: R, optional: O) =>
  t.exact(
    t.intersection([t.type({ type: t.literal(type), ...required }), t.partial({ ...optional, ...atLeast })]),
  )

/** What a client can ask. Lists are paged: `before` and `after` are those of the page's last line. */
export const Query = t.union(
  [
    /** One's own conversation list, latest activity first; `before` and `beforeChannel` of the last line for the next page. */
    query('conversations', {}, { ...page, before: Timestamp, beforeChannel: ChannelId }),
    query('conversation', { channelId: ChannelId }, {}),
    /** Messages at the top of threads, oldest first within the page: the latest, or those before or after a segment. */
    query('history', { channelId: ChannelId, feedId: FeedId }, { ...page, before: Segment, after: Segment }),
    /** A message and its replies, oldest first, after a segment. */
    query('thread', { channelId: ChannelId, parentId: MessageId }, { ...page, after: Segment }),
    /** The members by user id, after one. */
    query('members', { channelId: ChannelId }, { ...page, after: UserId }),
    /** The open channels of the tenant, by name; `search` within the name. */
    query('browse', {}, { ...page, search: Search, after: ChannelId }),
    /**
     * People that one may know of, not oneself: who is in a channel with one, or in an open one. `search` within the
     * name, those that begin with it first; `among`: those of these who are.
     */
    query('people', {}, { ...page, search: Search, among: Among }),
  ],
  'Query',
)
export type Query = t.TypeOf<typeof Query>

/** The answers, each by the type of its query. `more`: there is a next page. */
export const QueryResult = t.union(
  [
    t.strict({ type: t.literal('conversations'), conversations: t.array(ConversationView), more: t.boolean }),
    t.strict({ type: t.literal('conversation'), conversation: ConversationView }),
    t.strict({ type: t.literal('history'), messages: t.array(MessageView), more: t.boolean }),
    t.strict({
      type: t.literal('thread'),
      parent: MessageView,
      replies: t.array(MessageView),
      more: t.boolean,
    }),
    t.strict({ type: t.literal('members'), members: t.array(MemberView), more: t.boolean }),
    t.strict({
      type: t.literal('browse'),
      channels: t.array(t.strict({ channel: ChannelView, member: t.boolean })),
      more: t.boolean,
    }),
    t.strict({ type: t.literal('people'), people: t.array(UserId), more: t.boolean }),
  ],
  'QueryResult',
)
export type QueryResult = t.TypeOf<typeof QueryResult>
