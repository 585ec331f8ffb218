import { defaultPage } from '@parley/contract'
import { folded } from '@parley/domain'
import { type RawBuilder, sql } from 'kysely'
import { pageOf } from '../queries/page.ts'
import type { AnswerTo } from '../queries/queries.ts'
import { knowsOf, sharesAChannel } from './known.ts'
import { PersonFound, personBytes, personView } from './view.ts'

const all = sql<boolean>`true`

/**
 * The people of a tenant of whom one may know, by what they are called: those with a profile by its name, those without one
 * by their id. Each of the two is read in the order of an index, as far as the page goes.
 */
export const directory: AnswerTo<'directory'> = async (reading, schema, viewer, query) => {
  const { tenantId, userId } = viewer
  const { type, after } = query
  const limit = query.limit ?? defaultPage
  const search = folded(query.search ?? '')
  // No name has a NUL, and Postgres takes none.
  if (search.includes('\u0000')) return { type, people: [], more: false }
  const table = (name: string) => sql.id(schema, name)
  const knows = knowsOf(schema, viewer)
  const begins = (column: RawBuilder<unknown>) =>
    sql<boolean>`position(${` ${search}`}::text in ' ' || ${column}) > 0`
  const isFound = (name: RawBuilder<unknown>, id: RawBuilder<unknown>): RawBuilder<boolean> =>
    search === '' ? all : sql`(${begins(name)} or starts_with(${id}, ${search}::text))`
  // What somebody is called of whom one may not know orders nothing: they stand where their id would.
  const place = sql`(coalesce(
    (select p.folded_name from ${table('profiles')} p
     where p.tenant_id = ${tenantId} and p.user_id = ${after ?? null}::text and ${knows}),
    ${folded(after ?? '')}::text), ${after ?? ''}::text)`
  const comesAfter = (name: RawBuilder<unknown>, id: RawBuilder<unknown>): RawBuilder<boolean> =>
    after === undefined ? all : sql`(${name}, ${id}) > ${place}`
  const most = limit + 1
  const [p, k] = [sql`p.folded_name`, sql`k.folded_name`]
  const rows = sql`
    select o.user_id, o.called, p.display_name, p.avatar_file_id, p.metadata, s.text as status, s.until, u.revision
    from (
      (select p.user_id, p.folded_name as called from ${table('profiles')} p
       where p.tenant_id = ${tenantId} and p.user_id <> ${userId} and ${knows}
         and ${isFound(p, sql`p.folded_id`)} and ${comesAfter(p, sql`p.user_id`)}
       order by p.folded_name, p.user_id limit ${most}::bigint)
      union all
      (select k.user_id, k.folded_name from ${table('people')} k
       where k.tenant_id = ${tenantId} and k.user_id <> ${userId}
         and not exists (select from ${table('profiles')} p
           where p.tenant_id = k.tenant_id and p.user_id = k.user_id)
         and ${sharesAChannel(schema, viewer, 'k.user_id')}
         and ${isFound(k, k)} and ${comesAfter(k, sql`k.user_id`)}
       order by k.folded_name, k.user_id limit ${most}::bigint)
      order by called, user_id limit ${most}::bigint
    ) o
    left join ${table('profiles')} p on p.tenant_id = ${tenantId} and p.user_id = o.user_id
    left join ${table('statuses')} s on s.tenant_id = ${tenantId} and s.user_id = o.user_id
    left join ${table('user_streams')} u on u.tenant_id = ${tenantId} and u.user_id = o.user_id`
  const order = sql`r.called, r.user_id`
  const page = await pageOf(reading, { codec: PersonFound, rows, bytes: personBytes, order, limit })
  return { type, people: page.rows.map(personView), more: page.more }
}
