import type { ChannelId, FeedId, MessageId, Position, Segment, Timestamp } from '@parley/domain'
import type { Query, QueryResult, ResultOf } from '@parley/contract'
import { maxPage } from '@parley/contract'
import type { Either } from 'fp-ts/lib/Either.js'
import { answered, type Connection, type Disconnected } from './connection/connection.ts'
import { whereGiven } from './connection/frame-text.ts'
import { isLeft, left, right } from './either.ts'
import { type Refusal, refusalOf } from './refusal.ts'
import { type Conversation, conversationAt } from './state/client-state.ts'
import { type ShownMessage, shownAt } from './state/message.ts'
import type { Thread, Timeline } from './state/timeline.ts'

/** Why a query has no answer. */
export type QueryFailure = Refusal | Disconnected

/** An answer and the position at which it was read. */
export interface Answered<A> {
  readonly position: Position
  readonly value: A
}

/** Asks one query over a connection. */
export const ask = async <Q extends Query>(
  connection: Connection,
  query: Q,
): Promise<Either<QueryFailure, Answered<ResultOf<Q['type']>>>> => {
  const reply = await answered(connection, { type: 'query', query })
  if (isLeft(reply)) return reply
  const frame = reply.right
  return frame.type === 'result' && isAnswerTo(query, frame.result)
    ? right({ position: frame.position, value: frame.result })
    : left(refusalOf(frame))
}

const isAnswerTo = <Q extends Query>(query: Q, result: QueryResult): result is ResultOf<Q['type']> =>
  result.type === query.type

/**
 * The whole conversation list, each as of the position at which its page was read. One that rises to the top
 * while later pages are read would fall between them: so the top is read again, down to where it was, until nothing
 * has risen meanwhile.
 */
export const askConversations = async (
  connection: Connection,
): Promise<Either<QueryFailure, ReadonlyArray<Conversation>>> => {
  const all = new Map<ChannelId, Conversation>()
  let known: Timestamp | undefined
  for (;;) {
    const sweep = await sweepConversations(connection, known)
    if (isLeft(sweep)) return sweep
    const { found, pages } = sweep.right
    const risen = found.some(
      ({ channel: { channelId, lastActivityAt } }) =>
        all.get(channelId)?.channel.lastActivityAt !== lastActivityAt,
    )
    for (const one of found) all.set(one.channel.channelId, one)
    known = found[0]?.channel.lastActivityAt
    // More than a page may have been active at one moment: then no page alone reaches down to where it was.
    if (pages === 1 || !risen) return right([...all.values()])
  }
}

/** The list from its top down to what was active before `until`. */
const sweepConversations = async (
  connection: Connection,
  until: Timestamp | undefined,
): Promise<Either<QueryFailure, { readonly found: ReadonlyArray<Conversation>; readonly pages: number }>> => {
  const found: Conversation[] = []
  for (let pages = 1; ; pages += 1) {
    const last = found.at(-1)?.channel
    const page = await ask(connection, {
      type: 'conversations',
      limit: maxPage,
      ...whereGiven({ before: last?.lastActivityAt, beforeChannel: last?.channelId }),
    })
    if (isLeft(page)) return page
    const { position, value } = page.right
    found.push(...value.conversations.map((view) => conversationAt(view, position)))
    const lowest = value.conversations.at(-1)?.channel.lastActivityAt
    if (!value.more || lowest === undefined || (until !== undefined && lowest < until))
      return right({ found, pages })
  }
}

/** A whole thread: the parent as of the first page, the replies as of the page of each. */
export const askThread = async (
  connection: Connection,
  channelId: ChannelId,
  parentId: MessageId,
): Promise<Either<QueryFailure, Thread>> => {
  const replies: ShownMessage[] = []
  let parent: ShownMessage | undefined
  for (;;) {
    const page = await ask(connection, {
      type: 'thread',
      channelId,
      parentId,
      limit: maxPage,
      ...whereGiven({ after: replies.at(-1)?.segment }),
    })
    if (isLeft(page)) return page
    const { position, value } = page.right
    parent ??= { ...value.parent, asOf: position }
    replies.push(...shownAt(value.replies, position))
    if (!value.more || value.replies.length === 0) return right({ parent, replies })
  }
}

/** A page of the messages at the top of a feed's threads: the latest, or those next to a segment on one side of it. */
export const askHistory = async (
  connection: Connection,
  channelId: ChannelId,
  feedId: FeedId,
  beside: { readonly before?: Segment; readonly after?: Segment },
): Promise<Either<QueryFailure, Pick<Timeline, 'messages' | 'more'>>> => {
  const page = await ask(connection, { type: 'history', channelId, feedId, ...beside })
  if (isLeft(page)) return page
  const { position, value } = page.right
  return right({ messages: shownAt(value.messages, position), more: value.more })
}
