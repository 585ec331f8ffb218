import { createHash, randomUUID } from 'node:crypto'
import { open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'

/** What a written file is. */
export interface Written {
  readonly bytes: number
  /** SHA-256, in hexadecimal digits. */
  readonly sha256: string
}

/** A file that is written beside its place, and stands in it as a whole or not at all. */
export interface FileAside {
  readonly write: (bytes: Uint8Array) => Promise<void>
  /** Has it on the disk, and in its place. */
  readonly finish: () => Promise<Written>
  readonly abandon: () => Promise<void>
}

/** What the name of a file that is not finished ends with; one that is left lying may go. */
export const unfinished = '.part'

/** Begins a file. */
export const fileAside = async (folder: string, name: string): Promise<FileAside> => {
  const aside = join(folder, `.${name}.${randomUUID()}${unfinished}`)
  const file = await open(aside, 'w')
  const sha256 = createHash('sha256')
  let bytes = 0
  return {
    write: async (chunk) => {
      sha256.update(chunk)
      bytes += chunk.byteLength
      await file.writeFile(chunk)
    },
    finish: async () => {
      // A crash of the machine may keep a name and lose what is behind it.
      await file.sync()
      await file.close()
      await rename(aside, join(folder, name))
      await synced(folder)
      return { bytes, sha256: sha256.digest('hex') }
    },
    abandon: async () => {
      await file.close().catch(() => undefined)
      await rm(aside, { force: true })
    },
  }
}

const synced = async (folder: string): Promise<void> => {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
