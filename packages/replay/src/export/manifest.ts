import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { PathReporter } from 'io-ts/lib/PathReporter.js'
import { type ExportError } from './errors.ts'
import { fileAside } from './file-aside.ts'

/** The version of what an export's folder is like. */
export const formatVersion = 1

export const manifestName = 'manifest.json'

const Count = t.refinement(t.number, (n) => Number.isSafeInteger(n) && n >= 0, 'Count')
const orNull = <Codec extends t.Mixed>(codec: Codec) => t.union([codec, t.null])
const ColumnType = t.keyof({ text: 0, integer: 0, number: 0, boolean: 0, moment: 0, json: 0 }, 'ColumnType')

/** A file of an export. */
const ExportedFile = t.strict(
  {
    name: t.string,
    /** It has the events after this position … */
    after: Count,
    /** … and up to this one, itself included. */
    upTo: Count,
    /** Whether the log had gone further, so that nothing comes in any more. */
    whole: t.boolean,
    rows: Count,
    /** Rows of events that could not be read. */
    unreadable: Count,
    /** The position of the last row: what follows is read from there. */
    last: Count,
    /** SHA-256 of a line for each row, of its position and id: which events these are. */
    events: t.string,
    bytes: Count,
    sha256: t.string,
    /** Which of the schemas it has. */
    schema: Count,
  },
  'ExportedFile',
)
export type ExportedFile = t.TypeOf<typeof ExportedFile>

/** What is asked of an export, and has to be the same each time that it goes on. */
const Asked = t.strict(
  {
    kind: t.keyof({ parquet: 0, jsonl: 0 }, 'parquet or jsonl'),
    types: orNull(t.readonlyArray(t.string)),
    tenant: orNull(t.string),
    partition: orNull(t.strict({ n: Count, of: Count })),
    after: Count,
    /** `clear`, or what tells one key from another without telling the key. */
    people: t.string,
    text: t.keyof({ kept: 0, omitted: 0 }, 'kept or omitted'),
    /** How many positions a file covers. */
    positions: Count,
  },
  'Asked',
)
export type Asked = t.TypeOf<typeof Asked>

/** What a folder holds. */
export const Manifest = t.strict(
  {
    format: t.literal(formatVersion),
    asked: Asked,
    /** The first event of the log, by which it is told from others. */
    log: orNull(t.strict({ id: t.string, stream: t.string })),
    /** All up to here has been looked at. */
    position: Count,
    schemas: t.readonlyArray(t.readonlyArray(t.strict({ name: t.string, type: ColumnType }))),
    files: t.readonlyArray(ExportedFile),
  },
  'Manifest',
)
export type Manifest = t.TypeOf<typeof Manifest>

/** The manifest of a folder; undefined where there is none. */
export const readManifest = async (folder: string): Promise<E.Either<ExportError, Manifest | undefined>> => {
  let text: string
  try {
    text = await readFile(join(folder, manifestName), 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return E.right(undefined)
    throw error
  }
  const other = (what: string) => E.left({ _tag: 'OtherExport', what: `${manifestName} ${what}` } as const)
  let read: unknown
  try {
    read = JSON.parse(text)
  } catch {
    return other('is no JSON')
  }
  const format = t.type({ format: t.unknown }).is(read) ? read.format : undefined
  if (format !== formatVersion)
    return other(`is of format ${JSON.stringify(format)}, and ${formatVersion} is written here`)
  const decoded = Manifest.decode(read)
  return E.isRight(decoded) ? decoded : other(`is not as it should be (${PathReporter.report(decoded)[0]})`)
}

export const writeManifest = async (folder: string, manifest: Manifest): Promise<void> => {
  const file = await fileAside(folder, manifestName)
  try {
    await file.write(Buffer.from(`${JSON.stringify(manifest, undefined, 2)}\n`))
    await file.finish()
  } catch (error) {
    await file.abandon()
    throw error
  }
}
