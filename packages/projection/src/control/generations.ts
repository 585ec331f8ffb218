import * as t from 'io-ts'
import type { Pool } from 'pg'
import type { Generation } from '../generation/fingerprint.ts'
import { controlSchema, hasControl } from './schema.ts'

type Client = Pick<Pool, 'query'>

/**
 * What becomes of a generation: `building`, in the foreground, by an operator; `followed`, by whichever projectors of
 * its build there are; `paused`, by nobody.
 */
const GenerationState = t.keyof({ building: null, followed: null, paused: null })
export type GenerationState = t.TypeOf<typeof GenerationState>

const KnownGeneration = t.type({
  schema: t.string,
  /** The schema that its build reads and writes unless told otherwise: it names the build, and the kind of log. */
  build: t.string,
  fingerprint: t.string,
  layout: t.string,
  state: GenerationState,
})
/** A generation as the control schema knows it. */
export type KnownGeneration = t.TypeOf<typeof KnownGeneration>

const Known = t.array(KnownGeneration)

/** All generations that the control schema knows and that are there, in the order in which they were made. */
export const knownGenerations = async (client: Client): Promise<ReadonlyArray<KnownGeneration>> => {
  if (!(await hasControl(client))) return []
  const { rows }: { rows: unknown } = await client.query(
    `select schema, build, fingerprint, layout, state from parley_control.generations
     where to_regnamespace(quote_ident(schema)) is not null order by made_at, schema`,
  )
  if (!Known.is(rows)) throw new Error(`no generations in schema ${controlSchema}`)
  return rows
}

/**
 * Makes a generation known as one of a build. What is known of it already stays; of a schema that was dropped by hand
 * and is made anew nothing is. `build`: the schema of the build's own generation.
 */
export const registerGeneration = async (
  client: Client,
  { schema, fingerprint, layout }: Pick<Generation, 'schema' | 'fingerprint' | 'layout'>,
  build: string,
  state: GenerationState,
): Promise<void> => {
  await client.query(
    `insert into parley_control.generations as g (schema, build, fingerprint, layout, state)
     values ($1, $2, $3, $4, $5)
     on conflict (schema) do update set build = excluded.build, fingerprint = excluded.fingerprint,
       layout = excluded.layout, state = excluded.state, made_at = clock_timestamp()
     where to_regnamespace(quote_ident(g.schema)) is null`,
    [schema, build, fingerprint, layout, state],
  )
}

/** Has a generation be built, followed or paused from now on. Whoever works on it looks within a second. */
export const setState = async (client: Client, schema: string, state: GenerationState): Promise<void> => {
  await client.query('update parley_control.generations set state = $2 where schema = $1', [schema, state])
}
