import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { zstdDecompressSync } from 'node:zlib'
import type { ReplayLog } from '@parley/replay'
import { type Exported, type ExportError, exportEvents, type ExportOptions } from '@parley/replay/export'
import * as E from 'fp-ts/lib/Either.js'
import { parquetReadObjects } from 'hyparquet'
import { onTestFinished } from 'vitest'

/** An empty folder, for as long as the test, or until `whenDone` says. */
export const aFolder = (whenDone: (end: () => void) => void = onTestFinished): string => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-export-'))
  whenDone(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Every file of a folder by its name, hidden ones too, with all of its bytes. */
export const contents = (folder: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(folder)
      .toSorted()
      .map((name) => [name, readFileSync(join(folder, name)).toString('base64')]),
  )

export const key = Buffer.from('a key that nobody has guessed so far')

/** What a test exports unless it says otherwise: small files, with people hashed. */
const usual = { kind: 'parquet', people: { key }, usualPositions: 40 } as const

export const tryExport = (
  log: ReplayLog,
  folder: string,
  options: Partial<ExportOptions> = {},
): Promise<E.Either<ExportError, Exported>> => exportEvents(log, { ...usual, folder, ...options })

export const exported = async (
  log: ReplayLog,
  folder: string,
  options: Partial<ExportOptions> = {},
): Promise<Exported> => {
  const result = await tryExport(log, folder, options)
  if (E.isLeft(result)) throw new Error(JSON.stringify(result.left))
  return result.right
}

type Rows = ReadonlyArray<Readonly<Record<string, unknown>>>

/** Names of the files of events, in their order. */
export const eventFiles = (folder: string): ReadonlyArray<string> =>
  readdirSync(folder)
    .filter((name) => name.startsWith('events-'))
    .toSorted()

export const jsonRows = (folder: string): Rows =>
  eventFiles(folder).flatMap((name) =>
    readFileSync(join(folder, name), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>),
  )

/** Rows of Parquet files, with what is null left out and values as JSON has them. */
export const parquetRows = async (folder: string): Promise<Rows> => {
  const files = eventFiles(folder).map(async (name) => {
    const { buffer } = new Uint8Array(readFileSync(join(folder, name)))
    const rows = await parquetReadObjects({
      file: buffer,
      compressors: { ZSTD: (bytes) => zstdDecompressSync(bytes) },
    })
    return rows.map(asJson)
  })
  return (await Promise.all(files)).flat()
}

const asJson = (row: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(row)
      .filter(([, value]) => value !== null && value !== undefined)
      .map(([name, value]) => {
        if (typeof value === 'bigint') return [name, Number(value)]
        return [name, value instanceof Date ? value.toISOString() : value]
      }),
  )
