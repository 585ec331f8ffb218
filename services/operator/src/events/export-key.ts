import { readFile, stat } from 'node:fs/promises'
import { leastKeyBytes } from '@parley/replay'
import { wordsOf } from '@parley/runtime'
import * as E from 'fp-ts/lib/Either.js'

/** The variable that holds the key. */
const keyVariable = 'PARLEY_EXPORT_KEY'

/** What is no key by its size alone. */
const mostBytes = 64 * 1024

const howTo = 'Make one with: openssl rand -base64 32'

/** How people are exported, as it was asked for. */
export interface PeopleOptions {
  readonly clear?: boolean
  readonly keyFile?: string
}

/**
 * How people are exported: with the key of a file, or of `PARLEY_EXPORT_KEY`, or in clear where that is said. Left: why
 * nothing is exported, in words that do not tell the key. Line ends behind a key are none of it.
 */
export const peopleOf = async (
  { clear = false, keyFile }: PeopleOptions,
  env: NodeJS.ProcessEnv,
): Promise<E.Either<string, 'clear' | { readonly key: Uint8Array }>> => {
  if (clear && keyFile !== undefined)
    return E.left('--clear leaves people as they are, and --key-file hashes them: say one of them.')
  if (clear) return E.right('clear')
  const where = keyFile === undefined ? keyVariable : `the file ${keyFile}`
  const read = keyFile === undefined ? E.right(Buffer.from(env[keyVariable] ?? '')) : await inFile(keyFile)
  if (E.isLeft(read)) return read
  const key = withoutLineEnd(read.right)
  if (key.length === 0 && keyFile === undefined)
    return E.left(
      `People's ids are hashed with a key, and there is none: put one into ${keyVariable}, or into a file that ` +
        `--key-file names, and keep it. ${howTo}. Or say --clear to export them as they are.`,
    )
  if (key.length < leastKeyBytes)
    return E.left(`The key in ${where} is too short: it has at least ${leastKeyBytes} bytes. ${howTo}`)
  return E.right({ key })
}

const inFile = async (file: string): Promise<E.Either<string, Buffer>> => {
  try {
    const { size } = await stat(file)
    if (size > mostBytes) return E.left(`The file ${file} is no key: it has ${size} bytes.`)
    return E.right(await readFile(file))
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'ENOENT') return E.left(`There is no file ${file} to read a key from. ${howTo} > ${file}`)
    if (code === 'EACCES') return E.left(`You may not read the file ${file}.`)
    if (code === 'EISDIR') return E.left(`${file} is a folder: name the file with the key.`)
    return E.left(`The file ${file} can't be read: ${wordsOf(error)}`)
  }
}

const withoutLineEnd = (bytes: Buffer): Buffer => {
  let end = bytes.length
  while (end > 0 && (bytes[end - 1] === 0x0a || bytes[end - 1] === 0x0d)) end -= 1
  return bytes.subarray(0, end)
}
