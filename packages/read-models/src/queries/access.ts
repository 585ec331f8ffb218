import { ChannelType } from '@parley/domain'
import type { ChannelId, FeedId } from '@parley/domain'
import { mainFeed } from '@parley/domain'
import { channelTypes } from '@parley/domain/permissions'
import * as t from 'io-ts'
import { sql } from 'kysely'
import { type Reading, rowsAs } from './database.ts'
import type { Viewer } from './queries.ts'
import { Rejected } from './rejecting.ts'

const Access = t.type({ channel_type: ChannelType, member: t.boolean }, 'Access')

/**
 * Lets members in. Others are told that they are none where the channel is open to all, and where it is not, the
 * same as if there were no such channel.
 */
export const enter = async (reading: Reading, viewer: Viewer, channelId: ChannelId): Promise<void> => {
  const rows = await reading
    .selectFrom('channels as c')
    .leftJoin('members as m', (join) =>
      join
        .onRef('m.tenant_id', '=', 'c.tenant_id')
        .onRef('m.channel_id', '=', 'c.channel_id')
        .on('m.user_id', '=', viewer.userId),
    )
    .select(['c.channel_type', sql<boolean>`m.user_id is not null`.as('member')])
    .where('c.tenant_id', '=', viewer.tenantId)
    .where('c.channel_id', '=', channelId)
    .execute()
  const [access] = rowsAs(Access, rows)
  if (access?.member === true) return
  const open = access !== undefined && channelTypes[access.channel_type].visibility === 'open'
  throw new Rejected({ _tag: open ? 'NotAMember' : 'ChannelNotFound' })
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
