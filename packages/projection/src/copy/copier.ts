import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Client } from 'pg'
import { from } from 'pg-copy-streams'
import { quoted } from '../sql/identifier.ts'
import { type Step, statements } from '../sql/statement.ts'
import type { FoldedBatch, FoldedTable } from '../table/fold.ts'
import type { Folded } from '../table/folded-rows.ts'
import type { AnyRow, AnyTable } from '../table/table.ts'
import { binaryRows, type Cell } from './binary.ts'
import { type Building, isCopied } from './building.ts'
import { type Clear, type Later, laterCells, laterName } from './later.ts'
import type { SeenKeys } from './seen-keys.ts'

const copy = async <R>(
  client: Client,
  schema: string,
  name: string,
  cells: ReadonlyArray<Cell<R>>,
  rows: Iterable<R>,
): Promise<void> => {
  const columns = cells.map((cell) => quoted(cell.name)).join(', ')
  const into = from(`copy ${quoted(schema)}.${quoted(name)} (${columns}) from stdin (format binary)`)
  await pipeline(Readable.from(binaryRows(cells, rows)), client.query(into))
}

const rowCells = (table: AnyTable): ReadonlyArray<Cell<AnyRow>> =>
  Object.entries(table.columns).map(([name, { pg }]) => ({ name, type: pg, value: (row) => row[name] }))

/**
 * What a batch does to a table that is copied: rows that were surely not there before, as they are, and what is done to
 * those that may have been. A row that is not there is neither patched nor removed. What is counted is added up at the end.
 */
const parted = (
  rows: FoldedTable['rows'],
  table: number,
  seen: SeenKeys,
): { readonly first: ReadonlyArray<AnyRow>; readonly later: ReadonlyArray<Folded> } => {
  const first: Array<AnyRow> = []
  const later: Array<Folded> = []
  rows.forEach((folded, hash) => {
    if (folded.op === 'count') later.push(folded)
    else if (folded.op === 'put' && !seen.add(table, hash)) first.push(folded.row)
    else if (folded.op === 'put' || seen.has(table, hash)) later.push(folded)
  })
  return { first, later }
}

/**
 * Writes batches into a generation that is being built, a transaction each: it moves the checkpoint from where the batch
 * began, and only where it was there; rows are copied into tables that have no index yet, those of tables that are kept
 * are changed as in any generation. False: the checkpoint was elsewhere, and nothing was done.
 *
 * `seen` knows at least all keys that are in the copied tables. Where this rejects, the connection is to be given up, and
 * `seen` with it.
 */
export const copier = (
  client: Client,
  building: Building,
  seen: SeenKeys,
): ((batch: FoldedBatch, step: Step) => Promise<boolean>) => {
  const { schema } = building.generation
  const statementOf = statements(building.generation)
  const cells = new Map(
    building.generation.tables.map((table, number) => [
      table.name,
      { number, rows: rowCells(table), later: laterCells(table) },
    ]),
  )

  const copyTable = async (folded: FoldedTable, batch: Step['to']): Promise<void> => {
    const { name } = folded.table
    const columns = cells.get(name)
    if (columns === undefined) throw new Error(`there is no table ${name} in this generation`)
    const { first, later } = parted(folded.rows, columns.number, seen)
    if (first.length > 0) await copy(client, schema, name, columns.rows, first)
    const clears = folded.clears.map((of): Clear => ({ op: 'clear', of }))
    const changes = [...later, ...clears].map((each): Later => ({ batch, folded: each }))
    if (changes.length === 0) return
    await copy(client, schema, laterName(folded.table), columns.later, changes)
  }

  return async (batch, step) => {
    const kept = new Map([...batch].filter(([, { table }]) => !isCopied(building, table)))
    await client.query('begin')
    if ((await client.query(statementOf(kept, step))).rowCount !== 1) {
      await client.query('rollback')
      return false
    }
    for (const folded of batch.values())
      if (isCopied(building, folded.table)) await copyTable(folded, step.to)
    await client.query('commit')
    return true
  }
}
