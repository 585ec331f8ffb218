import { folded, UserId } from '@parley/domain'
import { defaultPage } from '@parley/contract'
import * as t from 'io-ts'
import { sql } from 'kysely'
import { inOpen } from '../channels/types.ts'
import { rowsAs } from '../queries/database.ts'
import type { AnswerTo } from '../queries/queries.ts'

const Found = t.type({ user_id: UserId }, 'PersonFound')

/** People that somebody may know of, the best match first. */
export const people: AnswerTo<'people'> = async (reading, schema, viewer, query) => {
  const { tenantId, userId, guest } = viewer
  const limit = query.limit ?? defaultPage
  const search = folded(query.search ?? '')
  const { among } = query
  // No name has a NUL, and Postgres takes none.
  if (search.includes('\u0000') || among?.length === 0) return { type: 'people', people: [], more: false }
  // GUEST-2: guests know of nobody but those whom they share a channel with.
  const isKnown = guest === true ? sql`false` : sql`c.channel_type in ${inOpen}`
  const [members, channels] = [sql.id(schema, 'members'), sql.id(schema, 'channels')]
  const rows = await reading
    .selectFrom('people as p')
    .select('p.user_id')
    .where('p.tenant_id', '=', tenantId)
    .where('p.user_id', '!=', userId)
    .$if(among !== undefined, (all) => all.where('p.user_id', 'in', [...(among ?? [])]))
    .$if(search !== '', (all) => all.where(sql<boolean>`position(${search}::text in p.folded_name) > 0`))
    .where(sql<boolean>`exists (
      select from ${members} m
      join ${channels} c on c.tenant_id = m.tenant_id and c.channel_id = m.channel_id
      where m.tenant_id = p.tenant_id and m.user_id = p.user_id
        and (${isKnown} or exists (
          select from ${members} mine
          where mine.tenant_id = m.tenant_id and mine.channel_id = m.channel_id and mine.user_id = ${userId})))`)
    .orderBy(sql`p.folded_name = ${search}::text`, 'desc')
    .orderBy(sql`starts_with(p.folded_name, ${search}::text)`, 'desc')
    .orderBy('p.folded_name')
    .orderBy('p.user_id')
    .limit(limit + 1)
    .execute()
  const found = rowsAs(Found, rows).slice(0, limit)
  return { type: 'people', people: found.map((row) => row.user_id), more: rows.length > limit }
}
