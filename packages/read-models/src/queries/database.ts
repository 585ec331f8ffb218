import { Position } from '@parley/domain'
import * as t from 'io-ts'
import { Kysely, PostgresDialect, sql } from 'kysely'
import type { Transaction } from 'kysely'
import type { Pool } from 'pg'
import type { ChannelsRow } from '../channels/table.ts'
import type { cursors } from '../cursors/table.ts'
import type { feeds } from '../feeds/table.ts'
import type { MembersRow } from '../members/table.ts'
import type { MessagesRow } from '../messages/table.ts'
import type { people } from '../people/table.ts'
import type { reactions } from '../reactions/table.ts'
import type { Row } from '@parley/projection'
import { leavingSilence } from './leaving-silence.ts'

/** The tables that queries read, as kysely knows them. */
export interface Database {
  readonly checkpoint: { readonly position: Position }
  readonly channels: ChannelsRow
  readonly feeds: Row<typeof feeds>
  readonly members: MembersRow
  readonly people: Row<typeof people>
  readonly messages: MessagesRow
  readonly reactions: Row<typeof reactions>
  readonly cursors: Row<typeof cursors>
}

/** What a query reads in: a snapshot of the read models, or the database itself. */
export type Reading = Kysely<Database> | Transaction<Database>

/** Queries through kysely over a `queryPool`, of the generation in this schema. */
export const database = (pool: Pool, schema: string): Kysely<Database> =>
  new Kysely<Database>({ dialect: new PostgresDialect({ pool: leavingSilence(pool) }) }).withSchema(schema)

/** Runs queries that see the read models at one moment, whatever is projected meanwhile. */
export const inSnapshot = <A>(db: Kysely<Database>, read: (reading: Reading) => Promise<A>): Promise<A> =>
  db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(read)

/** A row that is not what its table says. */
class MalformedRow extends Error {}

/** Rows, checked. Throws `MalformedRow`. */
export const rowsAs = <A, O>(codec: t.Type<A, O>, rows: ReadonlyArray<unknown>): ReadonlyArray<A> => {
  const all = t.readonlyArray(codec)
  if (all.is(rows)) return rows
  throw new MalformedRow(`not rows of ${codec.name}`)
}

/** Where the read models are, in this snapshot. */
export const positionOf = async (reading: Reading): Promise<Position> => {
  const rows = await reading.selectFrom('checkpoint').select('position').execute()
  return checkpointIn(rows)
}

/** The same of the read models of another schema. */
export const positionIn = async (reading: Reading, schema: string): Promise<Position> => {
  const { rows } = await sql`select position from ${sql.id(schema, 'checkpoint')}`.execute(reading)
  return checkpointIn(rows)
}

const checkpointIn = (rows: ReadonlyArray<unknown>): Position => {
  const [row] = rowsAs(t.type({ position: Position }), rows)
  if (row === undefined) throw new MalformedRow('no checkpoint')
  return row.position
}
