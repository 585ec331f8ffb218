import { MessageId, Segment, Timestamp, UserId } from '@parley/domain'
import * as t from 'io-ts'
import { sql } from 'kysely'
import { type Reading, rowsAs } from '../queries/database.ts'
import { unreadOf } from './unread.ts'
import { feedOf, type FeedOf, Seen, unreadMessages } from './unread-messages.ts'

const Counted = t.intersection([
  Seen,
  t.type({
    unread: t.number,
    last_segment: Segment,
    joined_segment: t.number,
    read_to: t.number,
    threads_read_to: t.number,
  }),
])
const Behind = t.type({
  message_id: MessageId,
  segment: Segment,
  parent_id: t.union([MessageId, t.null]),
  sender_id: UserId,
  sent_at: Timestamp,
  thread_read_to: t.number,
})

/** Why somebody has so many unread messages in a feed. */
export interface WhyUnread {
  /** As people are shown it. */
  readonly unread: number
  readonly lastSegment: number
  /** Up to here they had joined later. */
  readonly joinedSegment: number
  /** Up to here they read what stands at the top of threads, and all of it. */
  readonly readTo: number
  readonly threadsReadTo: number
  /** The messages that it counts, found one by one, by segment; so many at the most. */
  readonly messages: ReadonlyArray<t.TypeOf<typeof Behind>>
}

/** The messages behind an unread count; undefined where this person is no member, or there is no such feed. */
export const whyUnread = async (
  reading: Reading,
  schema: string,
  of: FeedOf,
  most = 1_000,
): Promise<WhyUnread | undefined> => {
  const counted =
    await sql`select f.last_segment, f.joined_segment, f.read_to, f.threads_read_to, f.seen, f.seen_whole,
    ${unreadOf(schema)} as unread from ${feedOf(schema, of)}`.execute(reading)
  const [feed] = rowsAs(Counted, counted.rows)
  if (feed === undefined) return undefined
  const behind = await unreadMessages(schema, of, feed, { limit: most }).execute(reading)
  return {
    unread: feed.unread,
    lastSegment: feed.last_segment,
    joinedSegment: feed.joined_segment,
    readTo: feed.read_to,
    threadsReadTo: feed.threads_read_to,
    messages: rowsAs(Behind, behind.rows),
  }
}
