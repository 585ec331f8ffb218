import { ChannelId, Revision, type TenantId, UserId } from '@parley/domain'
import { defaultPage } from '@parley/contract'
import * as t from 'io-ts'
import { enter } from '../queries/access.ts'
import { type Reading, rowsAs } from '../queries/database.ts'
import type { AnswerTo, Viewer } from '../queries/queries.ts'
import { rowCodec } from '@parley/projection'
import { members as table } from './table.ts'

const MemberFound = rowCodec(table)

/** The members of a channel, by user id. */
export const members: AnswerTo<'members'> = async (reading, _schema, viewer, query) => {
  await enter(reading, viewer, query.channelId)
  const limit = query.limit ?? defaultPage
  const rows = await reading
    .selectFrom('members')
    .selectAll()
    .where('tenant_id', '=', viewer.tenantId)
    .where('channel_id', '=', query.channelId)
    .$if(query.after !== undefined, (all) => all.where('user_id', '>', query.after as UserId))
    .orderBy('user_id')
    .limit(limit + 1)
    .execute()
  const found = rowsAs(MemberFound, rows).slice(0, limit)
  return {
    type: 'members',
    members: found.map((row) => ({
      userId: row.user_id,
      role: row.role,
      joinedAt: row.joined_at,
      joinedSegments: row.joined_segments,
      nickname: row.nickname,
    })),
    more: rows.length > limit,
  }
}

const Membership = t.type({ channel_id: ChannelId, revision: Revision }, 'Membership')

/** Which of these channels somebody is a member of, and how far each has been projected. */
export const membershipsAmong = async (
  reading: Reading,
  viewer: Viewer,
  channelIds: ReadonlyArray<ChannelId>,
): Promise<ReadonlyMap<ChannelId, Revision>> => {
  if (channelIds.length === 0) return new Map()
  const rows = await reading
    .selectFrom('members as m')
    .innerJoin('channels as c', (join) =>
      join.onRef('c.tenant_id', '=', 'm.tenant_id').onRef('c.channel_id', '=', 'm.channel_id'),
    )
    .select(['c.channel_id', 'c.revision'])
    .where('m.tenant_id', '=', viewer.tenantId)
    .where('m.user_id', '=', viewer.userId)
    .where('m.channel_id', 'in', [...channelIds])
    .execute()
  return new Map(rowsAs(Membership, rows).map((row) => [row.channel_id, row.revision]))
}

const MemberOf = t.type({ user_id: UserId, channel_id: ChannelId }, 'MemberOf')
/** So many memberships are looked at to find out who knows of somebody. */
const mostMemberships = 10_000

/** The channels that each of these people is a member of. */
export const channelsOfPeople = async (
  reading: Reading,
  tenantId: TenantId,
  people: ReadonlyArray<UserId>,
): Promise<ReadonlyMap<UserId, ReadonlyArray<ChannelId>>> => {
  if (people.length === 0) return new Map()
  const rows = await reading
    .selectFrom('members')
    .select(['user_id', 'channel_id'])
    .where('tenant_id', '=', tenantId)
    .where('user_id', 'in', [...people])
    .limit(mostMemberships)
    .execute()
  const found = Map.groupBy(rowsAs(MemberOf, rows), (row) => row.user_id)
  return new Map([...found].map(([userId, all]) => [userId, all.map((row) => row.channel_id)]))
}
