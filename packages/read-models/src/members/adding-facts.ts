import { UserId } from '@parley/domain'
import type { Timestamp } from '@parley/domain'
import * as t from 'io-ts'
import { sql } from 'kysely'
import { type Reading, rowsAs } from '../queries/database.ts'
import type { Viewer, AddingFacts } from '../queries/queries.ts'

const Count = t.type({ count: t.number }, 'Count')
const Person = t.type({ user_id: UserId }, 'Person')

/** How many channels somebody began after a moment, and with whom of these people they share none. */
export const addingFacts = async (
  reading: Reading,
  { tenantId, userId }: Viewer,
  since: Timestamp,
  people: ReadonlyArray<UserId>,
): Promise<AddingFacts> => {
  const counted = await reading
    .selectFrom('channels')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('tenant_id', '=', tenantId)
    .where('created_by', '=', userId)
    .where('created_at', '>', since)
    .execute()
  const begun = rowsAs(Count, counted)[0]?.count ?? 0
  if (people.length === 0) return { begun, strangers: [] }
  const known = await reading
    .selectFrom('members as me')
    .innerJoin('members as other', (join) =>
      join
        .onRef('other.tenant_id', '=', 'me.tenant_id')
        .onRef('other.channel_id', '=', 'me.channel_id')
        .on('other.user_id', 'in', [...people]),
    )
    .select('other.user_id')
    .distinct()
    .where('me.tenant_id', '=', tenantId)
    .where('me.user_id', '=', userId)
    .execute()
  const acquainted = new Set(rowsAs(Person, known).map((row) => row.user_id))
  return { begun, strangers: people.filter((person) => !acquainted.has(person)) }
}
