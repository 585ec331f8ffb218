import { type ChannelId, Position, type Rejection } from '@parley/domain'
import * as t from 'io-ts'
import { type Kysely, sql } from 'kysely'
import { gather } from '../decisions/gather.ts'
import { Access, now, refusalTo } from './access.ts'
import { type Database, rowsAs } from './database.ts'
import type { AsOf, Viewer } from './queries.ts'

/** Whether somebody may read a channel. */
interface Question {
  readonly viewer: Viewer
  readonly channelId: ChannelId
}

const FoundAccess = t.type({ position: Position, access: t.union([Access, t.null]) }, 'FoundAccess')
type FoundAccess = t.TypeOf<typeof FoundAccess>

const findAccess = async (
  db: Kysely<Database>,
  schema: string,
  questions: ReadonlyArray<Question>,
): Promise<ReadonlyArray<FoundAccess>> => {
  const tenants = questions.map(({ viewer }) => viewer.tenantId)
  const users = questions.map(({ viewer }) => viewer.userId)
  const channelIds = questions.map(({ channelId }) => channelId)
  const answer = await sql`
    select (select position from ${sql.id(schema, 'checkpoint')}) as position,
      case when c.channel_id is not null then json_build_object(
        'channel_type', c.channel_type, 'archived', c.archived, 'role', m.role, 'now', ${now}) end as access
    from unnest(${tenants}::text[], ${users}::text[], ${channelIds}::uuid[])
      with ordinality as q (tenant_id, user_id, channel_id, number)
    left join ${sql.id(schema, 'channels')} c
      on c.tenant_id = q.tenant_id and c.channel_id = q.channel_id
    left join ${sql.id(schema, 'members')} m
      on m.tenant_id = q.tenant_id and m.channel_id = q.channel_id and m.user_id = q.user_id
    order by q.number`.execute(db)
  return rowsAs(FoundAccess, answer.rows)
}

/**
 * Why people may not read channels, where they may not: asked in one statement by all who ask in a moment, so that it
 * costs little to be told so.
 */
export const refusals = (
  db: Kysely<Database>,
  schema: string,
): ((viewer: Viewer, channelId: ChannelId) => Promise<AsOf<Rejection | undefined>>) => {
  const found = gather<Question, FoundAccess>((questions) => findAccess(db, schema, questions), 1)
  return async (viewer, channelId) => {
    const { position, access } = await found({ viewer, channelId })
    return { position, value: refusalTo(viewer, channelId, access ?? undefined) }
  }
}
