import { Position } from '@parley/domain'
import * as t from 'io-ts'
import type { Pool } from 'pg'
import { quoted } from '../sql/identifier.ts'

const Checkpoints = t.array(t.type({ position: Position }))

/** The statements that create a generation's checkpoint, at 0. */
export const createCheckpoint = (schema: string, fingerprint: string): ReadonlyArray<string> => [
  `create table ${quoted(schema)}.checkpoint (
     single boolean primary key default true check (single), position bigint not null, fingerprint text not null
   ) with (fillfactor = 10)`,
  `insert into ${quoted(schema)}.checkpoint (position, fingerprint) values (0, '${fingerprint}')`,
]

/** Where a generation is, by its own tables. Rejects where there is no such generation. */
export const readCheckpoint = async (client: Pick<Pool, 'query'>, schema: string): Promise<Position> => {
  const { rows }: { rows: unknown } = await client.query(`select position from ${quoted(schema)}.checkpoint`)
  const first = Checkpoints.is(rows) ? rows[0] : undefined
  if (first === undefined) throw new Error(`no checkpoint in schema ${schema}`)
  return first.position
}

/** Keeps a generation where it is until the transaction ends, and says where: a batch waits for the checkpoint's row. */
export const holdCheckpoint = async (client: Pick<Pool, 'query'>, schema: string): Promise<Position> => {
  const { rows }: { rows: unknown } = await client.query(
    `select position from ${quoted(schema)}.checkpoint for update`,
  )
  const first = Checkpoints.is(rows) ? rows[0] : undefined
  if (first === undefined) throw new Error(`no checkpoint in schema ${schema}`)
  return first.position
}

const Fingerprints = t.array(t.type({ fingerprint: t.string }))

/** Which content made a generation. Rejects where there is no such generation. */
export const readFingerprint = async (client: Pick<Pool, 'query'>, schema: string): Promise<string> => {
  const { rows }: { rows: unknown } = await client.query(
    `select fingerprint from ${quoted(schema)}.checkpoint`,
  )
  const first = Fingerprints.is(rows) ? rows[0] : undefined
  if (first === undefined) throw new Error(`no checkpoint in schema ${schema}`)
  return first.fingerprint
}
