import { ChannelType, mainFeed, Role, Timestamp } from '@parley/domain'
import type { ChannelId, FeedId } from '@parley/domain'
import { may, permissions, refusalOf } from '@parley/domain/permissions'
import * as t from 'io-ts'
import { sql } from 'kysely'
import { type Reading, rowsAs } from './database.ts'
import type { Viewer } from './queries.ts'
import { Rejected } from './rejecting.ts'

const Access = t.type(
  {
    channel_type: ChannelType,
    archived: t.boolean,
    role: t.union([Role, t.null]),
    now: Timestamp,
  },
  'Access',
)

/** The moment of the question, by the clock of the database: rules may hold until some moment. */
const now = sql<Timestamp>`to_char(now() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

/**
 * Lets in who may read by the rules. Others are turned down as commands are (PERM-11): of a channel that they may not
 * know of they are told the same as if there were none.
 */
export const enter = async (reading: Reading, viewer: Viewer, channelId: ChannelId): Promise<void> => {
  const { tenantId, userId } = viewer
  const rows = await reading
    .selectFrom('channels as c')
    .leftJoin('members as m', (join) =>
      join
        .onRef('m.tenant_id', '=', 'c.tenant_id')
        .onRef('m.channel_id', '=', 'c.channel_id')
        .on('m.user_id', '=', userId),
    )
    .select(['c.channel_type', 'c.archived', 'm.role', now.as('now')])
    .where('c.tenant_id', '=', tenantId)
    .where('c.channel_id', '=', channelId)
    .execute()
  const [access] = rowsAs(Access, rows)
  if (access === undefined) throw new Rejected({ _tag: 'ChannelNotFound' })
  const { channel_type: channelType, archived, role } = access
  const who = { userId, role, channelId, channelType, archived }
  const { allowed, because } = may(who, 'read', permissions, access.now)
  if (!allowed) throw new Rejected(refusalOf(who, 'read', because, access.now))
}

/** Rejects where the channel has no such feed. */
export const enterFeed = async (
  reading: Reading,
  viewer: Viewer,
  channelId: ChannelId,
  feedId: FeedId,
): Promise<void> => {
  await enter(reading, viewer, channelId)
  if (feedId === mainFeed) return
  const rows = await reading
    .selectFrom('feeds')
    .select('feed_id')
    .where('tenant_id', '=', viewer.tenantId)
    .where('channel_id', '=', channelId)
    .where('feed_id', '=', feedId)
    .execute()
  if (rows.length === 0) throw new Rejected({ _tag: 'FeedNotFound', feedId })
}
