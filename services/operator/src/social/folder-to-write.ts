import { type FileHandle, mkdir, open, readdir, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { type DocumentKind, type Documents, fileOf } from '@parley/social'
import * as E from 'fp-ts/lib/Either.js'

/** Files that documents are written to. They have their names once all is in them. */
export interface WrittenFolder {
  readonly write: (documents: Documents) => Promise<void>
  readonly finish: () => Promise<void>
  /** Whatever became of it. */
  readonly close: () => Promise<void>
}

const kinds = Object.keys(fileOf) as ReadonlyArray<DocumentKind>
const part = (folder: string, kind: DocumentKind): string => join(folder, `${fileOf[kind]}.part`)

/** Makes the folder, or takes an empty one, or one in which an export was stopped; left: why not, in words. */
export const folderToWrite = async (folder: string): Promise<E.Either<string, WrittenFolder>> => {
  try {
    await mkdir(folder, { recursive: true })
    const others = (await readdir(folder)).filter(
      (name) => !kinds.some((kind) => name === `${fileOf[kind]}.part`),
    )
    if (others.length > 0) return E.left(`${folder} is not empty: name a folder that is, or none yet.`)
    const files = new Map<DocumentKind, FileHandle>()
    for (const kind of kinds) files.set(kind, await open(part(folder, kind), 'w'))
    return E.right({
      write: async (documents) => {
        for (const [kind, file] of files)
          await file.appendFile(documents[kind].map((document) => `${JSON.stringify(document)}\n`).join(''))
      },
      finish: async () => {
        for (const file of files.values()) await file.sync()
        for (const kind of kinds) await rename(part(folder, kind), join(folder, fileOf[kind]))
      },
      close: async () => {
        for (const file of files.values()) await file.close()
      },
    })
  } catch (error) {
    return E.left(`${folder} can't be written to: ${error instanceof Error ? error.message : String(error)}`)
  }
}
