import type { Position } from '@parley/domain'
import * as t from 'io-ts'
import type { ClientBase } from 'pg'
import { createCheckpoint, readCheckpoint } from '../generation/checkpoint.ts'
import type { Generation } from '../generation/fingerprint.ts'
import { lookAtGeneration } from '../generation/look.ts'
import { quoted } from '../sql/identifier.ts'
import { createBare, createTables } from '../sql/layout.ts'
import type { AnyTable } from '../table/table.ts'
import { laterName } from './later.ts'
import { createLater } from './merge.ts'

/** A generation while it is built, in a schema of its own, where nobody looks for it. */
export interface Building {
  readonly generation: Generation
  /** The names of tables that are kept as in any generation, with their keys, since they are read while it is built. */
  readonly kept: ReadonlySet<string>
}

/** Raised where what is written while a generation is built would be read in another way. */
const format = 2

/** What is half done is gone on with by who builds in the same way alone: that stands where a fingerprint does. */
const wayOf = ({ fingerprint }: Generation, kept: ReadonlyArray<AnyTable>): string => {
  const names = kept.map(({ name }) => name).toSorted()
  return `${fingerprint} copied ${format} beside ${names.join(' ')}`
}

const suffix = '_building'

/** The schema of the generation that is built in this one; undefined where none is. */
export const builtIn = (schema: string): string | undefined =>
  schema.endsWith(suffix) ? schema.slice(0, -suffix.length) : undefined

/** Where a generation is built: beside it, so that what is half done is never taken for it. */
export const buildingOf = (generation: Generation, kept: ReadonlyArray<AnyTable>): Building => ({
  generation: {
    ...generation,
    schema: `${generation.schema}${suffix}`,
    fingerprint: wayOf(generation, kept),
  },
  kept: new Set(kept.map(({ name }) => name)),
})

/** Whether rows of a table are copied into it. */
export const isCopied = ({ kept }: Building, { name }: AnyTable): boolean => !kept.has(name)

/** What lies where a generation is built. */
export type BuildingSeen =
  | { readonly _tag: 'absent' }
  /** Not all of the log is in it: it goes on from this position. */
  | { readonly _tag: 'copying'; readonly position: Position }
  /** What was copied is being put in order: nothing is copied any more. */
  | { readonly _tag: 'finishing'; readonly position: Position }
  /** Something else. */
  | { readonly _tag: 'other' }

const Missing = t.tuple([t.type({ missing: t.number })])

/** Looks where a generation is built, and changes nothing. */
export const lookAtBuilding = async (client: ClientBase, building: Building): Promise<BuildingSeen> => {
  const { generation } = building
  const seen = await lookAtGeneration(client, generation)
  switch (seen._tag) {
    case 'absent':
      return { _tag: 'absent' }
    case 'other':
    case 'not-whole':
      return { _tag: 'other' }
    case 'there': {
      const later = generation.tables.filter((table) => isCopied(building, table)).map(laterName)
      const { rows }: { rows: unknown } = await client.query(
        `select count(*)::int as missing from unnest($2::text[]) n
         where to_regclass($1 || '.' || quote_ident(n)) is null`,
        [quoted(generation.schema), later],
      )
      if (!Missing.is(rows)) throw new Error(`no answer about schema ${generation.schema}`)
      const position = await readCheckpoint(client, generation.schema)
      return { _tag: rows[0].missing === 0 ? 'copying' : 'finishing', position }
    }
    default:
      return seen satisfies never
  }
}

/** Creates what a generation is built in, with the checkpoint at 0; all of it or nothing. */
export const createBuilding = async (client: ClientBase, building: Building): Promise<void> => {
  const { schema, fingerprint, tables } = building.generation
  const name = quoted(schema)
  const copied = tables.filter((table) => isCopied(building, table))
  await client.query(
    [
      `create schema if not exists ${name}`,
      ...createCheckpoint(schema, fingerprint),
      ...createTables(
        schema,
        tables.filter((table) => !isCopied(building, table)),
      ),
      ...copied.flatMap((table) => [createBare(schema, table), createLater(schema, table)]),
    ].join(';\n'),
  )
}
