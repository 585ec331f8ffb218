import { ChannelId, ChannelType, Role, Timestamp } from '@parley/domain'
import type { FeedId, Rejection } from '@parley/domain'
import { type Action, may, permissions, refusalOf } from '@parley/domain/permissions'
import * as t from 'io-ts'
import { sql } from 'kysely'
import { type Reading, rowsAs } from './database.ts'
import type { Viewer } from './queries.ts'
import { Rejected } from './rejecting.ts'

/** A channel, what somebody is in it, and when that was so. */
export const Access = t.type(
  { channel_type: ChannelType, archived: t.boolean, role: t.union([Role, t.null]), now: Timestamp },
  'Access',
)
export type Access = t.TypeOf<typeof Access>

const AccessToFeed = t.intersection(
  [Access, t.type({ channel_id: ChannelId, feed: t.boolean, feed_deleted: t.boolean })],
  'AccessToFeed',
)
type AccessToFeed = t.TypeOf<typeof AccessToFeed>

/** The moment of the question, by the clock of the database: rules may hold until some moment. */
export const now = sql<Timestamp>`to_char(now() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

const accessAmong = async (
  reading: Reading,
  { tenantId, userId }: Viewer,
  channelIds: ReadonlyArray<ChannelId>,
  feedId: FeedId | null,
): Promise<ReadonlyArray<AccessToFeed>> => {
  const rows = await reading
    .selectFrom('channels as c')
    .leftJoin('members as m', (join) =>
      join
        .onRef('m.tenant_id', '=', 'c.tenant_id')
        .onRef('m.channel_id', '=', 'c.channel_id')
        .on('m.user_id', '=', userId),
    )
    .leftJoin('feeds as f', (join) =>
      join
        .onRef('f.tenant_id', '=', 'c.tenant_id')
        .onRef('f.channel_id', '=', 'c.channel_id')
        .on('f.feed_id', '=', feedId),
    )
    .select(['c.channel_id', 'c.channel_type', 'c.archived', 'm.role', now.as('now')])
    .select(sql<boolean>`f.feed_id is not null`.as('feed'))
    .select(sql<boolean>`f.deleted_at is not null`.as('feed_deleted'))
    .where('c.tenant_id', '=', tenantId)
    .where('c.channel_id', 'in', [...channelIds])
    .execute()
  return rowsAs(AccessToFeed, rows)
}

/** Why somebody may not do this in a channel, or read it, where there is one; undefined: they may. */
export const refusalTo = (
  { userId, guest }: Viewer,
  channelId: ChannelId,
  access: Access | undefined,
  action: Action = 'read',
): Rejection | undefined => {
  if (access === undefined) return { _tag: 'ChannelNotFound' }
  const { channel_type: channelType, archived, role } = access
  const asGuest = guest === true ? { guest } : {}
  const who = { userId, role, channelId, channelType, archived, ...asGuest }
  const { allowed, because } = may(who, action, permissions, access.now)
  return allowed ? undefined : refusalOf(who, action, because, access.now)
}

const accessOf = async (
  reading: Reading,
  viewer: Viewer,
  channelId: ChannelId,
  feedId: FeedId | null,
  action: Action = 'read',
) => {
  const [access] = await accessAmong(reading, viewer, [channelId], feedId)
  const refusal = refusalTo(viewer, channelId, access, action)
  if (access === undefined || refusal !== undefined)
    throw new Rejected(refusal ?? { _tag: 'ChannelNotFound' })
  return access
}

/** Why somebody may not read those of these channels that they may not read. */
export const refusalsAmong = async (
  reading: Reading,
  viewer: Viewer,
  channelIds: ReadonlyArray<ChannelId>,
): Promise<ReadonlyMap<ChannelId, Rejection>> => {
  if (channelIds.length === 0) return new Map()
  const found = await accessAmong(reading, viewer, channelIds, null)
  const byChannel = new Map(found.map((access) => [access.channel_id, access]))
  return new Map(
    channelIds.flatMap((channelId) => {
      const refusal = refusalTo(viewer, channelId, byChannel.get(channelId))
      return refusal === undefined ? [] : [[channelId, refusal]]
    }),
  )
}

/**
 * Lets in who may do this by the rules, or read. Others are turned down as commands are (PERM-11): of a channel that they may not
 * know of they are told the same as if there were none.
 *
 * @returns What they are in it.
 */
export const enter = async (
  reading: Reading,
  viewer: Viewer,
  channelId: ChannelId,
  action: Action = 'read',
): Promise<Access> => accessOf(reading, viewer, channelId, null, action)

/** As `enter`, and rejects where the channel has no such feed, or it was deleted. */
export const enterFeed = async (
  reading: Reading,
  viewer: Viewer,
  channelId: ChannelId,
  feedId: FeedId,
): Promise<void> => {
  const { feed, feed_deleted: isDeleted } = await accessOf(reading, viewer, channelId, feedId)
  if (!feed) throw new Rejected({ _tag: 'FeedNotFound', feedId })
  if (isDeleted) throw new Rejected({ _tag: 'FeedIsDeleted', feedId })
}
