import type { Position } from '@parley/domain'
import { testDatabase } from '@parley/embedded-postgres/testing'
import {
  buildGeneration,
  buildingOf,
  copier,
  createBuilding,
  finishBuilding,
  foldInto,
  generationOf,
  keyText,
  learnKeys,
  lookAtBuilding,
  ownConnection,
  quoted,
  SeenKeys,
  statements,
  takePlace,
} from '@parley/projection'
import type { AnyRow, AnyTable, FoldedBatch, Operation } from '@parley/projection'

const foldedOf = (table: AnyTable, operations: ReadonlyArray<Operation>): FoldedBatch => {
  const folded: FoldedBatch = new Map()
  foldInto(folded, table, operations)
  return folded
}

/** How a table is copied in a test. */
export interface Copying {
  /** Memory for the keys that were seen. */
  readonly bytes: number
  /** Whether it begins with one that takes any key for one that was seen. */
  readonly full: boolean
  /** After these batches it is broken off, and gone on with by somebody who knows nothing. */
  readonly breaks: ReadonlyArray<number>
  /** Before this step of finishing it is broken off once. */
  readonly step: number
}

/** A database, and one connection that writes to it. */
export const openTables = async () => {
  const database = await testDatabase()
  const client = ownConnection(database.connectionString, 'test')
  await client.connect()
  const other = ownConnection(database.connectionString, 'test')
  await other.connect()
  let schemas = 0
  const rowsOf = async (schema: string, table: AnyTable): Promise<ReadonlyMap<string, AnyRow>> => {
    const { rows } = await client.query<AnyRow>(`select * from ${quoted(schema)}.${quoted(table.name)}`)
    return new Map(rows.map((row) => [keyText(table, row), row]))
  }
  return {
    connectionString: database.connectionString,
    client,
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
        const step = { from: n as Position, to: (n + 1) as Position }
        const { rowCount } = await client.query(statementOf(foldedOf(table, operations), step))
        if (rowCount !== 1) throw new Error('the checkpoint was elsewhere')
      }
      return rowsOf(schema, table)
    },
    /** What stands in it after they were copied, in a generation that this has taken the place of. */
    copied: async (
      table: AnyTable,
      batches: ReadonlyArray<ReadonlyArray<Operation>>,
      { bytes, full, breaks, step }: Copying,
    ): Promise<ReadonlyMap<string, AnyRow>> => {
      const schema = `parley_${(schemas += 1)}`
      const generation = { ...generationOf({ written: [{ table, version: 1 }], read: [] }), schema }
      await buildGeneration(database.connectionString, generation)
      const building = buildingOf(generation, [])
      await createBuilding(client, building)
      const first = new SeenKeys(bytes)
      for (let n = 0; full && n < bytes * 8; n += 1) first.add(0, n * 7_919)
      let write = copier(client, building, first)
      for (const [n, operations] of batches.entries()) {
        const to = (n + 1) as Position
        if (!(await write(foldedOf(table, operations), { from: n as Position, to })))
          throw new Error('the checkpoint was elsewhere')
        if (!breaks.includes(n)) continue
        const seen = new SeenKeys(bytes)
        await learnKeys(client, building, seen)
        write = copier(client, building, seen)
        const seenThere = await lookAtBuilding(client, building)
        if (seenThere._tag !== 'copying' || seenThere.position !== to) throw new Error(seenThere._tag)
      }
      let steps = 0
      const next = (): void => {
        if (steps++ === step) throw new Error('broken off')
      }
      await finishBuilding([client, other], building, next).catch(() =>
        finishBuilding([client, other], building, next),
      )
      if (!(await takePlace(client, building, generation))) throw new Error('the place was taken')
      return rowsOf(schema, table)
    },
    close: async () => {
      await Promise.all([client.end(), other.end()])
      await database.drop()
    },
  }
}
