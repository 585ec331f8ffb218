import type { Position } from '@parley/domain'
import { testDatabase } from '@parley/embedded-postgres/testing'
import {
  buildGeneration,
  foldInto,
  generationOf,
  keyText,
  ownConnection,
  quoted,
  statements,
} from '@parley/projection'
import type { AnyRow, AnyTable, FoldedBatch, Operation } from '@parley/projection'

/** A database, and one connection that writes to it. */
export const openTables = async () => {
  const database = await testDatabase()
  const client = ownConnection(database.connectionString, 'test')
  await client.connect()
  let schemas = 0
  return {
    /** What stands in a table of a new schema after these batches. */
    after: async (
      table: AnyTable,
      batches: ReadonlyArray<ReadonlyArray<Operation>>,
    ): Promise<ReadonlyMap<string, AnyRow>> => {
      const schema = `parley_${(schemas += 1)}`
      const generation = { ...generationOf({ written: [{ table, version: 1 }], read: [] }), schema }
      await buildGeneration(database.connectionString, generation)
      const statementOf = statements(generation)
      for (const [n, operations] of batches.entries()) {
        const folded: FoldedBatch = new Map()
        foldInto(folded, table, operations)
        const step = { from: n as Position, to: (n + 1) as Position }
        const { rowCount } = await client.query(statementOf(folded, step))
        if (rowCount !== 1) throw new Error('the checkpoint was elsewhere')
      }
      const { rows } = await client.query<AnyRow>(`select * from ${quoted(schema)}.${quoted(table.name)}`)
      return new Map(rows.map((row) => [keyText(table, row), row]))
    },
    close: async () => {
      await client.end()
      await database.drop()
    },
  }
}
