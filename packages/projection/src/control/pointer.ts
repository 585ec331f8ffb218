import * as t from 'io-ts'
import type { Pool } from 'pg'
import type { Generation } from '../generation/fingerprint.ts'
import { controlSchema, hasControl } from './schema.ts'

type Client = Pick<Pool, 'query'>

/** The channel of notifications on which it is told that a pointer was moved. */
export const pointerMoved = controlSchema

const Pointer = t.type({ build: t.string, schema: t.string, former: t.union([t.string, t.null]) })
/** What the readers of a build read in place of what they read before. */
export type Pointer = t.TypeOf<typeof Pointer>

const Pointers = t.array(Pointer)

/** All pointers that there are; whoever has none reads the generation of their own fingerprint. */
export const pointers = async (client: Client): Promise<ReadonlyArray<Pointer>> => {
  if (!(await hasControl(client))) return []
  const { rows }: { rows: unknown } = await client.query(
    'select build, schema, former from parley_control.pointers order by build',
  )
  if (!Pointers.is(rows)) throw new Error(`no pointers in schema ${controlSchema}`)
  return rows
}

const InUse = t.array(t.type({ schema: t.string, fingerprint: t.string }))

/**
 * The generation that a build's readers are to read: where its pointer is, or else its own. A pointer to a schema that
 * is gone, or in which something unknown lies, counts for nothing.
 */
export const generationInUse = async <Own extends Generation>(client: Client, own: Own): Promise<Own> => {
  if (!(await hasControl(client))) return own
  const { rows }: { rows: unknown } = await client.query(
    `select p.schema, g.fingerprint from parley_control.pointers p
     join parley_control.generations g on g.schema = p.schema
     where p.build = $1 and g.layout = $2 and to_regnamespace(quote_ident(p.schema)) is not null`,
    [own.schema, own.layout],
  )
  if (!InUse.is(rows)) throw new Error(`no pointer in schema ${controlSchema}`)
  const [found] = rows
  return found === undefined ? own : { ...own, ...found }
}

/** Has a build's readers read another generation once the transaction is committed, in which this is to run. */
export const movePointer = async (
  client: Client,
  { build, schema, former }: { readonly build: string; readonly schema: string; readonly former: string },
): Promise<void> => {
  await client.query(
    `insert into parley_control.pointers (build, schema, former) values ($1, $2, $3)
     on conflict (build) do update set schema = excluded.schema, former = excluded.former,
       moved_at = clock_timestamp()`,
    [build, schema, former],
  )
  await client.query('select pg_notify($1, $2)', [pointerMoved, build])
}
