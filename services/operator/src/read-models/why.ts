import { ChannelId, FeedId, TenantId, UserId } from '@parley/domain'
import { generationInUse } from '@parley/projection'
import { database, inSnapshot, type WhyUnread, whyUnread } from '@parley/read-models'
import * as E from 'fp-ts/lib/Either.js'
import type { Opened } from './opened.ts'

/** Whose unread messages, as they were typed. */
export interface WhyFlags {
  readonly tenant: string
  readonly channel: string
  readonly person: string
  readonly feed: string
}

/** The messages behind somebody's unread count. Left: why not, in words. */
export const whyNow = async (
  { pool, own }: Opened,
  { tenant, channel, person, feed }: WhyFlags,
): Promise<E.Either<string, WhyUnread>> => {
  if (!TenantId.is(tenant)) return E.left(`--tenant ${tenant} is not 1 to 64 of a-z 0-9 _ -`)
  if (!ChannelId.is(channel))
    return E.left(`--channel ${channel} is no id of a channel: a UUID in lower case`)
  if (!UserId.is(person)) return E.left(`--person ${person} is no user's name`)
  if (!FeedId.is(feed)) return E.left(`--feed ${feed} is not 1 to 64 of a-z 0-9 _ -`)
  const { schema } = await generationInUse(pool, own)
  const of = { tenantId: tenant, channelId: channel, userId: person, feedId: feed }
  const why = await inSnapshot(database(pool, schema), (reading) => whyUnread(reading, schema, of))
  return why === undefined
    ? E.left(`${person} is no member of ${channel}, or it has no feed ${feed}`)
    : E.right(why)
}

export const whyLines = (why: WhyUnread): ReadonlyArray<string> => [
  `${why.unread} are unread of ${why.lastSegment} segments. They joined at segment ${why.joinedSegment}, and have read what`,
  `stands at the top of threads up to ${why.readTo}, and replies up to ${why.threadsReadTo} or as far as their threads.`,
  ...why.messages.map(
    ({ segment, message_id, parent_id, sender_id, sent_at }) =>
      `  segment ${segment}: ${message_id} by ${sender_id} at ${sent_at}${parent_id === null ? '' : `, a reply to ${parent_id}`}`,
  ),
]
