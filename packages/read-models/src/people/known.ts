import { type RawBuilder, sql } from 'kysely'
import { inOpen } from '../channels/types.ts'
import type { Viewer } from '../queries/queries.ts'

/**
 * Whether somebody shares a channel with the person in a column, or may see them in an open one. Guests know of nobody but
 * those in a channel with them (GUEST-2).
 */
export const sharesAChannel = (
  schema: string,
  { tenantId, userId, guest }: Viewer,
  person: string,
): RawBuilder<boolean> => {
  const [members, channels] = [sql.id(schema, 'members'), sql.id(schema, 'channels')]
  const isOpen = guest === true ? sql`false` : sql`c.channel_type in ${inOpen}`
  return sql<boolean>`exists (
    select from ${members} m
    join ${channels} c on c.tenant_id = m.tenant_id and c.channel_id = m.channel_id
    where m.tenant_id = ${tenantId} and m.user_id = ${sql.ref(person)}
      and (${isOpen} or exists (
        select from ${members} mine
        where mine.tenant_id = m.tenant_id and mine.channel_id = m.channel_id and mine.user_id = ${userId})))`
}

/**
 * The same of a person with a profile `p`: who gave themselves a display name is known to all of the tenant but guests, and
 * everybody knows of themselves.
 */
export const knowsOf = (schema: string, viewer: Viewer): RawBuilder<boolean> => {
  const isNamed = viewer.guest === true ? sql`false` : sql`p.display_name is not null`
  return sql<boolean>`(p.user_id = ${viewer.userId} or ${isNamed} or ${sharesAChannel(schema, viewer, 'p.user_id')})`
}
