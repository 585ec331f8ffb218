import { folded, UserId } from '@parley/domain'
import { defaultPage } from '@parley/contract'
import * as t from 'io-ts'
import { sql } from 'kysely'
import { rowsAs } from '../queries/database.ts'
import type { AnswerTo } from '../queries/queries.ts'
import { sharesAChannel } from './known.ts'

const Found = t.type({ user_id: UserId }, 'PersonFound')

/** People that somebody may know of, the best match first. */
export const people: AnswerTo<'people'> = async (reading, schema, viewer, query) => {
  const { tenantId, userId } = viewer
  const limit = query.limit ?? defaultPage
  const search = folded(query.search ?? '')
  const { among } = query
  // No name has a NUL, and Postgres takes none.
  if (search.includes('\u0000') || among?.length === 0) return { type: 'people', people: [], more: false }
  const rows = await reading
    .selectFrom('people as p')
    .select('p.user_id')
    .where('p.tenant_id', '=', tenantId)
    .where('p.user_id', '!=', userId)
    .$if(among !== undefined, (all) => all.where('p.user_id', 'in', [...(among ?? [])]))
    .$if(search !== '', (all) => all.where(sql<boolean>`position(${search}::text in p.folded_name) > 0`))
    .where(sharesAChannel(schema, viewer, 'p.user_id'))
    .orderBy(sql`p.folded_name = ${search}::text`, 'desc')
    .orderBy(sql`starts_with(p.folded_name, ${search}::text)`, 'desc')
    .orderBy('p.folded_name')
    .orderBy('p.user_id')
    .limit(limit + 1)
    .execute()
  const found = rowsAs(Found, rows).slice(0, limit)
  return { type: 'people', people: found.map((row) => row.user_id), more: rows.length > limit }
}
