import { maxPage } from '@parley/contract'
import { sql } from 'kysely'
import { pageOf } from '../queries/page.ts'
import type { AnswerTo } from '../queries/queries.ts'
import { sharesAChannel } from './known.ts'
import { PersonFound, personBytes, personView } from './view.ts'

/** What some people say of themselves, by user id, of whom one may know. */
export const profiles: AnswerTo<'profiles'> = async (reading, schema, viewer, { type, userIds }) => {
  if (userIds.length === 0) return { type, people: [], more: false }
  const { tenantId, userId, guest } = viewer
  const table = (name: string) => sql.id(schema, name)
  const isNamed = guest === true ? sql`false` : sql`p.display_name is not null`
  const rows = sql`
    select a.user_id, p.display_name, p.avatar_file_id, p.metadata, s.text as status, s.until, u.revision
    from (select distinct unnest(${[...userIds]}::text[]) as user_id) a
    left join ${table('profiles')} p on p.tenant_id = ${tenantId} and p.user_id = a.user_id
    left join ${table('statuses')} s on s.tenant_id = ${tenantId} and s.user_id = a.user_id
    left join ${table('user_streams')} u on u.tenant_id = ${tenantId} and u.user_id = a.user_id
    where a.user_id = ${userId} or ${isNamed} or ${sharesAChannel(schema, viewer, 'a.user_id')}`
  const order = sql`r.user_id collate "C"`
  const page = await pageOf(reading, { codec: PersonFound, rows, bytes: personBytes, order, limit: maxPage })
  return { type, people: page.rows.map(personView), more: page.more }
}
