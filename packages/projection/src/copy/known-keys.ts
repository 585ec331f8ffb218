import type { ClientBase } from 'pg'
import { quoted } from '../sql/identifier.ts'
import { nameIn } from '../sql/layout.ts'
import { keyHash } from '../table/key-hash.ts'
import type { AnyRow, AnyTable } from '../table/table.ts'
import { type Building, isCopied } from './building.ts'
import { laterName } from './later.ts'
import type { SeenKeys } from './seen-keys.ts'

const rowsAtOnce = 10_000

/** Adds the keys of all rows that were copied, and of all that was done to them later. Throws once told to end. */
export const learnKeys = async (
  client: ClientBase,
  building: Building,
  seen: SeenKeys,
  ended?: AbortSignal,
): Promise<void> => {
  const { schema, tables } = building.generation
  for (const [number, table] of tables.entries()) {
    // Whether a row was counted before is not asked.
    if (!isCopied(building, table) || table.counted === true) continue
    for (const from of [nameIn(schema, table), `${quoted(schema)}.${quoted(laterName(table))}`])
      for await (const rows of keysIn(client, table, from)) {
        ended?.throwIfAborted()
        for (const row of rows) seen.add(number, keyHash(table, row))
      }
  }
}

/** The keys of all rows that are there, some at a time. */
async function* keysIn(
  client: ClientBase,
  table: AnyTable,
  from: string,
): AsyncGenerator<ReadonlyArray<AnyRow>> {
  await client.query('begin')
  await client.query(
    `declare keys no scroll cursor for select ${table.key.map(quoted).join(', ')} from ${from}`,
  )
  for (;;) {
    const { rows } = await client.query<AnyRow>(`fetch ${rowsAtOnce} from keys`)
    yield rows
    if (rows.length < rowsAtOnce) break
  }
  await client.query('commit')
}
