import * as t from 'io-ts'
import type { Pool } from 'pg'

/** Where it stands which generations there are, which of them is read, and what operators did. */
export const controlSchema = 'parley_control'

/** Raised where the tables below become others. */
const format = 1

const tables = `
  create table parley_control.control (
    single boolean primary key default true check (single), format int not null
  );
  insert into parley_control.control (format) values (${format});
  create table parley_control.generations (
    schema text primary key,
    build text not null,
    fingerprint text not null,
    layout text not null,
    state text not null check (state in ('building', 'followed', 'paused')),
    made_at timestamptz not null default clock_timestamp()
  );
  create table parley_control.pointers (
    build text primary key,
    schema text not null,
    former text,
    moved_at timestamptz not null default clock_timestamp()
  );
  create table parley_control.acts (
    id bigint generated always as identity primary key,
    at timestamptz not null default clock_timestamp(),
    by text not null,
    act text not null,
    schema text not null,
    detail jsonb not null
  )`

const Seen = t.tuple([t.type({ schema: t.boolean, there: t.boolean })])
const Formats = t.tuple([t.type({ format: t.number })])

/** The control schema was laid out by another version of Parley. It is left as it is. */
export class OtherControl extends Error {
  constructor() {
    super(
      `schema ${controlSchema} was made by another version of Parley; let one version alone work on this database`,
    )
    this.name = 'OtherControl'
  }
}

/** Looks whether there is a control schema: one that this build understands, or one of another version. */
const lookAtControl = async (
  client: Pick<Pool, 'query'>,
): Promise<'there' | 'empty' | 'absent' | 'other'> => {
  const { rows }: { rows: unknown } = await client.query(
    // Asked of the catalog's tables: what `to_regnamespace` looks up may be from before a lock that was waited for.
    `select exists (select from pg_namespace where nspname = 'parley_control') as schema,
       exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace
         where n.nspname = 'parley_control' and c.relname = 'control') as there`,
  )
  if (!Seen.is(rows)) throw new Error('no answer about the control schema')
  const [{ schema, there }] = rows
  if (!there) return schema ? 'empty' : 'absent'
  const found: { rows: unknown } = await client.query('select format from parley_control.control')
  return Formats.is(found.rows) && found.rows[0].format === format ? 'there' : 'other'
}

/** Whether there is a control schema that this build understands: one that it does not tells it nothing. */
export const hasControl = async (client: Pick<Pool, 'query'>): Promise<boolean> =>
  (await lookAtControl(client)) === 'there'

/**
 * Sees to it that the control schema is there. Any number of processes may call it at once; an empty schema that a
 * person has made is built in. Throws `OtherControl`.
 */
export const ensureControl = async (pool: Pool): Promise<void> => {
  if (await hasControl(pool)) return
  const client = await pool.connect()
  try {
    await client.query('begin')
    await client.query(`select pg_advisory_xact_lock(hashtextextended('parley layout parley_control', 0))`)
    const seen = await lookAtControl(client)
    if (seen === 'other') throw new OtherControl()
    if (seen === 'absent') await client.query('create schema parley_control')
    if (seen !== 'there') await client.query(tables)
    await client.query('commit')
    client.release()
  } catch (error) {
    client.release(true)
    throw error
  }
}
