import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { type ExportedRoom, importMatrix, type NamePart, roomIn } from '@parley/import-matrix'
import type { Problem } from '@parley/import-kit'
import { wordsOf } from '@parley/runtime'
import * as E from 'fp-ts/lib/Either.js'
import { runImport } from '../import/run-import.ts'
import { tooLarge } from '../import-slack/bounds.ts'

/** The options of an import, as they were typed. */
export interface TypedMatrixImport {
  readonly tenant: string
  readonly people: NamePart
}

/** `parley import matrix FILE`: sends a room that was exported through the commands. Gives the exit code. */
export const importMatrixFrom = (path: string, { tenant, people }: TypedMatrixImport): Promise<number> => {
  const unread: Problem[] = []
  let room: E.Either<string, ExportedRoom> = E.left('the room is not read yet')
  return runImport(tenant, {
    unit: 'events',
    ready: async () => {
      room = await roomAt(path, unread)
      return E.map(() => undefined)(room)
    },
    run: async (submit, tenantId, progress) => {
      if (E.isLeft(room)) throw new Error(room.left)
      const imported = await importMatrix(submit, room.right, { tenantId, people, progress })
      return E.map((done: Extract<typeof imported, { _tag: 'Right' }>['right']) => ({
        ...done,
        problems: [...unread, ...done.problems],
      }))(imported)
    },
    told: ({ commands }) => `${commands} commands`,
  })
}

/** The room in a file; left: what is wrong with it, in words. */
const roomAt = async (path: string, unread: Problem[]): Promise<E.Either<string, ExportedRoom>> => {
  try {
    const large = tooLarge((await stat(path)).size)
    if (large !== null) return E.left(`${path} ${large}.`)
    const room = roomIn(basename(path), await readFile(path), (problem) => unread.push(problem))
    if (E.isLeft(room)) return E.left(`${path} ${room.left}.`)
    if (room.right.events.length > 0) return room
    const [first] = unread
    const why = first === undefined ? 'its list is empty' : `${first.file}:${first.line}: ${first.what}`
    return E.left(`There is nothing to import in ${path}: none of its events was understood (${why}).`)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'ENOENT') return E.left(`There is no ${path}.`)
    if (code === 'EISDIR') return E.left(`${path} is a folder: name the JSON file of a room.`)
    if (code === 'EACCES') return E.left(`You may not read ${path}.`)
    return E.left(`${path} can't be read: ${wordsOf(error)}`)
  }
}
