import * as t from 'io-ts'
import type { Pool } from 'pg'
import { quoted } from '../sql/identifier.ts'
import type { Generation } from './fingerprint.ts'

/** What lies where a generation has its place. */
export type GenerationSeen =
  | { readonly _tag: 'there' }
  /** Nothing: there is no such schema, or nothing is in it. */
  | { readonly _tag: 'absent'; readonly schema: 'missing' | 'empty' }
  /** Something else: tables of another fingerprint, or none of Parley's. */
  | { readonly _tag: 'other' }
  /** The generation, without these tables. */
  | { readonly _tag: 'not-whole'; readonly missing: ReadonlyArray<string> }

const Place = t.tuple([
  t.type({ schema: t.boolean, checkpoint: t.boolean, empty: t.boolean, missing: t.array(t.string) }),
])
const Fingerprints = t.tuple([t.type({ fingerprint: t.union([t.string, t.null]) })])

/** Looks whether a generation is there, and changes nothing. Rejects where the database can't be asked. */
export const lookAtGeneration = async (
  client: Pick<Pool, 'query'>,
  { schema, fingerprint, tables }: Generation,
): Promise<GenerationSeen> => {
  const place = await client.query(
    `select to_regnamespace($1) is not null as schema,
       to_regclass($1 || '.checkpoint') is not null as checkpoint,
       not exists (select from pg_class where relnamespace = to_regnamespace($1)) as empty,
       (select coalesce(json_agg(n), '[]') from unnest($2::text[]) n
        where to_regclass($1 || '.' || quote_ident(n)) is null) as missing`,
    [quoted(schema), tables.map(({ name }) => name)],
  )
  if (!Place.is(place.rows)) throw new Error(`no answer about schema ${schema}`)
  const [found] = place.rows
  if (!found.schema) return { _tag: 'absent', schema: 'missing' }
  if (found.empty) return { _tag: 'absent', schema: 'empty' }
  if (!found.checkpoint) return { _tag: 'other' }
  // Other versions of Parley name the column otherwise, which is not asked for before it is known to be there.
  const { rows }: { rows: unknown } = await client.query(
    `select to_jsonb(c)->>'fingerprint' as fingerprint from ${quoted(schema)}.checkpoint c`,
  )
  if (!Fingerprints.is(rows) || rows[0].fingerprint !== fingerprint) return { _tag: 'other' }
  return found.missing.length > 0 ? { _tag: 'not-whole', missing: found.missing } : { _tag: 'there' }
}

/** What was found instead of a generation, in words; without a full stop. */
export const whatStands = (
  seen: Exclude<GenerationSeen, { readonly _tag: 'there' }>,
  { schema }: Generation,
): string => {
  switch (seen._tag) {
    case 'absent':
      return `there are no read models of this version of Parley: schema ${schema} is not there, or is empty`
    case 'other':
      return `in schema ${schema} are the read models of another version of Parley, or something else`
    case 'not-whole':
      return `in schema ${schema} these tables are missing: ${seen.missing.join(', ')}`
    default:
      return seen satisfies never
  }
}
