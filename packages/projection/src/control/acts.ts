import * as t from 'io-ts'
import type { Pool } from 'pg'
import { controlSchema, hasControl } from './schema.ts'

type Client = Pick<Pool, 'query'>

const Act = t.type({
  /** `2026-01-31T23:59:59.999Z` */
  at: t.string,
  by: t.string,
  act: t.string,
  schema: t.string,
  detail: t.UnknownRecord,
})
/** Something that an operator did to a generation. */
export type Act = t.TypeOf<typeof Act>

/** Keeps what an operator does, in the transaction that does it. */
export const recordAct = async (client: Client, act: Omit<Act, 'at'>): Promise<void> => {
  await client.query('insert into parley_control.acts (by, act, schema, detail) values ($1, $2, $3, $4)', [
    act.by,
    act.act,
    act.schema,
    JSON.stringify(act.detail),
  ])
}

const Acts = t.array(Act)

const columns = `to_char(at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, by, act, schema, detail`

const actsIn = (rows: unknown): ReadonlyArray<Act> => {
  if (!Acts.is(rows)) throw new Error(`no acts in schema ${controlSchema}`)
  return rows
}

/** All acts of this name, the oldest first. */
export const actsCalled = async (client: Client, act: string): Promise<ReadonlyArray<Act>> => {
  if (!(await hasControl(client))) return []
  const { rows } = await client.query(
    `select ${columns} from parley_control.acts where act = $1 order by id`,
    [act],
  )
  return actsIn(rows)
}

/** The latest acts, the newest first. */
export const latestActs = async (client: Client, most: number): Promise<ReadonlyArray<Act>> => {
  if (!(await hasControl(client))) return []
  const { rows } = await client.query(
    `select ${columns} from parley_control.acts order by id desc limit $1`,
    [most],
  )
  return actsIn(rows)
}
