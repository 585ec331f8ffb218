import * as t from 'io-ts'
import type { ClientBase } from 'pg'
import type { Generation } from '../generation/fingerprint.ts'
import { lockForLayout } from '../generation/generation.ts'
import { quoted } from '../sql/identifier.ts'
import { notifications } from '../sql/statement.ts'
import type { Building } from './building.ts'

const Positions = t.tuple([t.type({ built: t.number, place: t.number })])

/** What others were granted on tables of a schema, as statements that grant the same on those of another. */
const grantsOf = async (client: ClientBase, from: string, to: string): Promise<ReadonlyArray<string>> => {
  const { rows }: { rows: unknown } = await client.query(
    `select format('grant %s on table %I.%I to %s', a.privilege_type, $2::text, c.relname,
         case a.grantee when 0 then 'public' else quote_ident(pg_get_userbyid(a.grantee)) end) as statement
       from pg_class c cross join aclexplode(c.relacl) a
       where c.relnamespace = to_regnamespace($1) and c.relkind = 'r' and a.grantee <> c.relowner`,
    [quoted(from), to],
  )
  if (!t.array(t.type({ statement: t.string })).is(rows)) throw new Error(`no grants of schema ${from}`)
  return rows.map(({ statement }) => statement)
}

/**
 * Has what was built take the place of a generation that has nothing projected yet, in one transaction, which waits for
 * those who read it, and tells listeners. False: the generation has something, and all is as it was.
 */
export const takePlace = async (
  client: ClientBase,
  { generation: { schema: built, tables } }: Building,
  { schema, fingerprint }: Generation,
): Promise<boolean> => {
  const all = ['checkpoint', ...tables.map(({ name }) => name)]
  const list = (of: string): string => all.map((name) => `${quoted(of)}.${quoted(name)}`).join(', ')
  await client.query('begin')
  await client.query(...lockForLayout(schema))
  await client.query(`lock table ${list(schema)} in access exclusive mode`)
  const { rows }: { rows: unknown } = await client.query(
    `select b.position as built, p.position as place from ${quoted(built)}.checkpoint b, ${quoted(schema)}.checkpoint p`,
  )
  if (!Positions.is(rows)) throw new Error(`no checkpoints of ${built} and ${schema}`)
  const [position] = rows
  if (position.place !== 0) {
    await client.query('rollback')
    return false
  }
  for (const statement of [
    ...(await grantsOf(client, schema, built)),
    `drop table ${list(schema)}`,
    ...all.map((name) => `alter table ${quoted(built)}.${quoted(name)} set schema ${quoted(schema)}`),
  ])
    await client.query(statement)
  await client.query(`update ${quoted(schema)}.checkpoint set fingerprint = $1`, [fingerprint])
  await client.query('select pg_notify($1, $2)', [notifications(schema), String(position.built)])
  await client.query('commit')
  // It is empty, unless a person put something there, which stays.
  await client.query(`drop schema ${quoted(built)}`).catch(() => {})
  return true
}
