import * as t from 'io-ts'
import type { Pool } from 'pg'
import { knownGenerations } from '../control/generations.ts'
import { builtIn } from '../copy/building.ts'
import { projectorLock } from './lock.ts'

/** Read models that lie in the same database in another schema: of another version of Parley, or of another log. */
export interface OtherSchema {
  readonly schema: string
  /** What its tables and indexes take, in bytes. */
  readonly bytes: number
  /** Whether a projector is at work on them. */
  readonly projected: boolean
}

const Others = t.array(t.type({ schema: t.string, bytes: t.number, projected: t.boolean }))

/** All read models of a database but those in one schema, by the checkpoint that all of them have. */
export const schemasBeside = async (
  client: Pick<Pool, 'query'>,
  schema: string,
): Promise<ReadonlyArray<OtherSchema>> => {
  // An advisory lock of one key stands in pg_locks as its two halves.
  const { rows }: { rows: unknown } = await client.query(
    `select n.nspname as schema,
       (select coalesce(sum(pg_total_relation_size(c.oid)), 0)::float8 from pg_class c
        where c.relnamespace = n.oid and c.relkind = 'r') as bytes,
       exists (select from pg_locks l
         where l.locktype = 'advisory' and l.objsubid = 1 and l.granted
           and l.database = (select oid from pg_database where datname = current_database())
           and ((l.classid::bigint << 32) | l.objid::bigint) = hashtextextended($2 || n.nspname, 0)) as projected
     from pg_namespace n
     where n.nspname <> $1 and exists (select from pg_class c
       where c.relnamespace = n.oid and c.relkind = 'r' and c.relname = 'checkpoint'
         and (select count(*) from pg_attribute a where a.attrelid = c.oid and not a.attisdropped
              and a.attname in ('single', 'position', 'layout', 'fingerprint')) = 3)
     order by n.nspname`,
    [schema, projectorLock('')],
  )
  if (!Others.is(rows)) throw new Error('no answer about other schemas')
  return rows
}

/** The read models of a database that are not of the build that this schema is of. */
export const otherSchemas = async (
  client: Pick<Pool, 'query'>,
  schema: string,
): Promise<ReadonlyArray<OtherSchema>> => {
  const known = await knownGenerations(client)
  const own = known.find((one) => one.schema === schema)?.build
  const copies = known.filter(({ build }) => build === own).map((one) => one.schema)
  return (await schemasBeside(client, schema)).filter((one) => !copies.includes(one.schema))
}

const units = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const

/** Bytes for people: `12 kB`. */
export const sizeOf = (bytes: number): string => {
  let size = bytes
  let unit = 0
  for (; size >= 1_024 && unit < units.length - 1; unit += 1) size /= 1_024
  return `${size >= 10 || unit === 0 ? Math.round(size) : size.toFixed(1)} ${units[unit]}`
}

const explainBuilding = ({ schema, bytes, projected }: OtherSchema, built: string): string =>
  `Read models for schema ${built} lie half built in schema ${schema} (${sizeOf(bytes)}). ` +
  (projected
    ? 'They are built on now.'
    : `They are gone on with as soon as ${built} is empty and a projector of that version starts. If it is not to, drop ` +
      `them, by \`pnpm parley read-models drop ${schema}\`.`)

/** What a person should know of other read models, and how they are dropped. */
export const explainOther = (other: OtherSchema): string => {
  const built = builtIn(other.schema)
  return built === undefined ? explainWhole(other) : explainBuilding(other, built)
}

const explainWhole = ({ schema, bytes, projected }: OtherSchema): string =>
  `The database also holds read models in schema ${schema} (${sizeOf(bytes)}), of another version of Parley or of another ` +
  `log. ${projected ? 'A projector is at work on them now. ' : ''}Parley leaves them as they are: once nothing of that ` +
  `version is to run any more, drop them, by \`pnpm parley read-models drop ${schema}\`.`
