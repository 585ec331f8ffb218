import { streamOf } from '@parley/domain'
import type { DomainEvent, Position, Revision } from '@parley/domain'
import { type TestDatabase, testDatabase } from '@parley/embedded-postgres/testing'
import {
  foldInto,
  ownConnection,
  buildGeneration,
  generationOf,
  type Head,
  queryPool,
  statements,
  watchHead,
} from '@parley/projection'
import type { Projected, ReadModel } from '@parley/projection'
import { type Queries, queries, readModels } from '@parley/read-models'
import type { Client, Pool } from 'pg'

const own = generationOf({ written: readModels, read: [] })
export const { schema } = own

/** The place of each event in its stream and in a log, which has other things in between. */
export const placed = (events: ReadonlyArray<DomainEvent>): ReadonlyArray<Projected> => {
  const revisions = new Map<string, number>()
  return events.map((event, n) => {
    const stream = streamOf(event)
    const revision = (revisions.get(stream) ?? -1) + 1
    revisions.set(stream, revision)
    return { event, revision: revision as Revision, position: (3 * n + 2) as Position }
  })
}

export interface Generation {
  readonly database: TestDatabase
  readonly pool: Pool
  /** Takes everything out of the tables and begins again at 0. */
  readonly renew: () => Promise<void>
  /** Projects events as one batch, by the one statement; says whether the checkpoint moved. */
  readonly project: (events: ReadonlyArray<Projected>, from?: Position) => Promise<boolean>
  readonly close: () => Promise<void>
}

/** Takes everything out of the tables of a generation: quicker by far than to make them anew, for who begins again often. */
export const emptying = (name: string, models: ReadonlyArray<ReadModel>): string =>
  [
    ...models.map(({ table }) => `delete from ${name}.${table.name}`),
    `update ${name}.checkpoint set position = 0`,
  ].join(';')

/** A generation of the read models in a database of its own. */
export const generation = async (): Promise<Generation> => {
  const database = await testDatabase()
  const pool = queryPool(database.connectionString)
  const client: Client = ownConnection(database.connectionString, 'test')
  await client.connect()
  const statementOf = statements(own)
  let at = 0 as Position
  await buildGeneration(database.connectionString, own)
  return {
    database,
    pool,
    renew: async () => {
      await pool.query(emptying(schema, readModels))
      at = 0 as Position
    },
    project: async (events, from = at) => {
      const folded = new Map()
      for (const event of events)
        for (const { table, project } of readModels) foldInto(folded, table, project(event))
      const to = events.at(-1)?.position ?? from
      const { rowCount } = await client.query(statementOf(folded, { from, to }))
      if (rowCount === 1) at = to
      return rowCount === 1
    },
    close: async () => {
      await client.end()
      await pool.end()
      await database.drop()
    },
  }
}

/** A generation that is asked, too. */
export interface Answering extends Generation {
  readonly head: Head
  readonly ask: Queries
}

/** As `generation`; a question that is too early is left after so many milliseconds. */
export const answering = async (timeout?: number): Promise<Answering> => {
  const here = await generation()
  const head = watchHead(here.database.connectionString, schema)
  return {
    ...here,
    head,
    ask: queries({ pool: here.pool, schema, head, ...(timeout === undefined ? {} : { timeout }) }),
    close: async () => {
      await head.close()
      await here.close()
    },
  }
}

/** Cuts a list at these places, whatever they are. */
export const cut = <A>(
  list: ReadonlyArray<A>,
  sizes: ReadonlyArray<number>,
): ReadonlyArray<ReadonlyArray<A>> => {
  const parts: Array<ReadonlyArray<A>> = []
  let at = 0
  for (let n = 0; at < list.length; n++) {
    const size = Math.max(1, sizes[n % Math.max(1, sizes.length)] ?? list.length)
    parts.push(list.slice(at, at + size))
    at += size
  }
  return parts
}
