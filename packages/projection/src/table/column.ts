import type * as t from 'io-ts'

/**
 * How a column is kept in Postgres. Texts are compared byte by byte, so that order does not hang on a locale.
 * `json-text` is JSON that is written already: a text that is kept byte for byte.
 */
export type PgType = 'text' | 'uuid' | 'bigint' | 'boolean' | 'json' | 'json-text'

/** The type that Postgres knows it by. */
export const sqlType = (pg: PgType): string => (pg === 'json-text' ? 'text' : pg)

/** What stands in a row at a column. Objects and lists are in `json` columns only. */
export type Value =
  | string
  | number
  | boolean
  | null
  | ReadonlyArray<Value>
  | { readonly [key: string]: Value | undefined }

export interface Column<C extends t.Mixed = t.Mixed> {
  readonly pg: PgType
  /** What the column holds; it allows null where it takes null. */
  readonly codec: C
}

/** A column that Postgres keeps as this type and whose values the codec checks. */
export const column = <C extends t.Mixed>(pg: PgType, codec: C): Column<C> => ({ pg, codec })

/** Whether a column may be null, by its codec. */
export const isNullable = ({ codec }: Column): boolean => codec.is(null)
