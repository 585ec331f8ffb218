import { createHash } from 'node:crypto'
import { createTables } from '../sql/layout.ts'
import type { AnyTable } from '../table/table.ts'

/** A table of a generation, and the version of what is written into it: it is raised where that becomes something else. */
export interface Versioned {
  readonly table: AnyTable
  readonly version: number
}

/** What a build makes of a log. */
export interface Content {
  readonly written: ReadonlyArray<Versioned>
  /** The events that it can read, by name and version: what another build can't read, it leaves out. */
  readonly read: ReadonlyArray<string>
}

/** The generation of one build: where it lies, and what lies there. */
export interface Generation {
  readonly schema: string
  /** Of its content. The schema is no part of it. */
  readonly fingerprint: string
  /**
   * Of what its tables look like, of the events that it was made of and of the kind of log: whoever can read one
   * generation can read another with the same layout, whatever its projections made of those events.
   */
  readonly layout: string
  readonly tables: ReadonlyArray<AnyTable>
}

/** Raised where the same tables and versions would be kept in another way. */
const format = 1

/**
 * Names what tables look like, what is written into them and what it is made of, by 12 hex digits: anything else has
 * another name. The order in which things are listed is no part of it.
 */
export const fingerprintOf = ({ written, read }: Content): string => {
  const tables = written.map(({ table, version }) => `${version} ${createTables('', [table]).join(';')}`)
  return digestOf([`${format}`, ...tables.toSorted(), ...read.toSorted()])
}

const digestOf = (described: ReadonlyArray<string>): string =>
  createHash('sha256').update(described.join('\n')).digest('hex').slice(0, 12)

const layoutOf = ({ written, read }: Content, prefix: string): string => {
  const tables = written.map(({ table }) => createTables('', [table]).join(';'))
  return digestOf([`${format} ${prefix}`, ...tables.toSorted(), ...read.toSorted()])
}

/**
 * The generation of this content. It lies in a schema that is named by its fingerprint, so that no two builds that
 * differ write to the same one: `parley_0123456789ab`.
 */
export const generationOf = (content: Content, prefix = 'parley'): Generation => {
  const fingerprint = fingerprintOf(content)
  const tables = content.written.map(({ table }) => table)
  return { schema: `${prefix}_${fingerprint}`, fingerprint, layout: layoutOf(content, prefix), tables }
}
