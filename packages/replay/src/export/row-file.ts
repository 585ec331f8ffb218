import type { Written } from './file-aside.ts'

/** A file of rows under way. */
export interface RowFile {
  /** The values of a row, in the order of the columns. */
  readonly add: (values: ReadonlyArray<unknown>) => Promise<void>
  readonly finish: () => Promise<Written>
  readonly abandon: () => Promise<void>
}

/** The kinds of files that there are; a file's name ends with its kind. */
export const fileKinds = ['parquet', 'jsonl'] as const
export type FileKind = (typeof fileKinds)[number]
