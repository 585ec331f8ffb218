import * as t from 'io-ts'
import type { ClientBase } from 'pg'
import { quoted } from '../sql/identifier.ts'
import { addIndexes, addKey, nameIn } from '../sql/layout.ts'
import type { AnyTable } from '../table/table.ts'
import { type Building, isCopied } from './building.ts'
import { laterName } from './later.ts'
import { clearLater, dropLater, mergeLater } from './merge.ts'

/**
 * What is done once to whole tables: it goes through them and sorts, and looks nothing up. A connection of a projector
 * is told the opposite. `maintenance_work_mem` is what the sorting of one index takes at the most.
 */
const wholeTables = [
  'plan_cache_mode = force_custom_plan',
  'enable_seqscan = on',
  'enable_hashjoin = on',
  'enable_mergejoin = on',
  'enable_nestloop = off',
  `work_mem = '64MB'`,
  `maintenance_work_mem = '256MB'`,
].map((setting) => `set local ${setting}`)

/** Compressing what is logged of new indexes takes a fifth of the time that they take. Superusers alone may say so. */
const uncompressed = `select set_config('wal_compression', 'off', true) from pg_roles
  where rolname = current_user and rolsuper`

const inTransaction = async (client: ClientBase, statements: ReadonlyArray<string>): Promise<void> => {
  for (const statement of ['begin', ...wholeTables, uncompressed, ...statements, 'commit'])
    await client.query(statement)
}

const Found = t.tuple([t.type({ later: t.boolean, key: t.boolean, bytes: t.number })])

/** Whether something is still to be done to its rows, whether it has its key, and how large it is. */
const lookAt = async (
  client: ClientBase,
  schema: string,
  table: AnyTable,
): Promise<t.TypeOf<typeof Found>[0]> => {
  const { rows }: { rows: unknown } = await client.query(
    `select to_regclass($1) is not null as later, 
       (pg_relation_size(to_regclass($2)) + coalesce(pg_relation_size(to_regclass($1)), 0))::float8 as bytes,
       exists (select from pg_index where indrelid = to_regclass($2) and indisprimary) as key`,
    [`${quoted(schema)}.${quoted(laterName(table))}`, nameIn(schema, table)],
  )
  if (!Found.is(rows)) throw new Error(`no answer about ${table.name} in schema ${schema}`)
  return rows[0]
}

/** A step of finishing: what is done to a table, as a person may be told. */
export type FinishingStep = 'merge' | 'index'

interface Task {
  readonly table: AnyTable
  /** What it is reckoned to take, beside the others. */
  readonly weight: number
  readonly step: FinishingStep
  readonly statements: ReadonlyArray<string>
}

/** Has each connection carry out one task after another, the largest tables' first. */
const carryOut = async (
  clients: ReadonlyArray<ClientBase>,
  tasks: ReadonlyArray<Task>,
  next: (task: Task) => void,
  done: (task: Task) => void,
): Promise<void> => {
  const waiting = [...tasks]
  const work = async (client: ClientBase): Promise<void> => {
    for (let task = waiting.shift(); task !== undefined; task = waiting.shift()) {
      next(task)
      await inTransaction(client, task.statements)
      done(task)
    }
  }
  const all = await Promise.allSettled(clients.map(work))
  for (const each of all) if (each.status === 'rejected') throw each.reason
}

/**
 * Puts in order what was copied: does to the rows what was done to them later, and gives the tables their keys and
 * indexes. Each step is a transaction of its own, so that it can be called again wherever it was broken off. `next` is
 * called before each step, with the share of all of them that is done, and throws to break off. As many steps are under
 * way at once as there are connections.
 */
export const finishBuilding = async (
  clients: readonly [ClientBase, ...ReadonlyArray<ClientBase>],
  building: Building,
  next: (table: string, step: FinishingStep, share: number) => void,
): Promise<void> => {
  const { schema, tables } = building.generation
  const [first] = clients
  const found: Array<t.TypeOf<typeof Found>[0] & { readonly table: AnyTable }> = []
  for (const table of tables)
    if (isCopied(building, table)) found.push({ table, ...(await lookAt(first, schema, table)) })
  const largestFirst = found.toSorted((a, b) => b.bytes - a.bytes)
  const merges = largestFirst.flatMap(({ table, later, bytes }): ReadonlyArray<Task> => {
    const name = `${quoted(schema)}.${quoted(laterName(table))}`
    const statements = [
      // Whoever was broken off may be at it still, in the server: then it is gone when this has its turn, and refused.
      `lock table ${name} in access exclusive mode`,
      `analyze ${name}`,
      mergeLater(schema, table),
      ...(table.clearedBy === undefined ? [] : [clearLater(schema, table, table.clearedBy)]),
      dropLater(schema, table),
    ]
    return later ? [{ table, weight: bytes, step: 'merge', statements }] : []
  })
  const withoutKey = largestFirst.filter(({ key }) => !key)
  const indexes = withoutKey.flatMap(({ table, bytes }) =>
    addIndexes(schema, table).map(
      (statement): Task => ({ table, weight: bytes, step: 'index', statements: [statement] }),
    ),
  )
  const keys = withoutKey.map(({ table, bytes }): Task => {
    const statements = [addKey(schema, table), `analyze ${nameIn(schema, table)}`]
    return { table, weight: bytes / 4, step: 'index', statements }
  })
  const all = [...merges, ...indexes, ...keys].reduce((sum, { weight }) => sum + weight, 0)
  let done = 0
  const begun = ({ table, step }: Task): void => next(table.name, step, all === 0 ? 0 : done / all)
  const ended = ({ weight }: Task): void => {
    done += weight
  }
  for (const tasks of [merges, indexes, keys]) await carryOut(clients, tasks, begun, ended)
}
