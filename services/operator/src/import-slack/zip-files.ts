import { buffer } from 'node:stream/consumers'
import type { ExportFiles } from '@parley/import-slack'
import { wordsOf } from '@parley/runtime'
import * as E from 'fp-ts/lib/Either.js'
import { type Entry, openPromise } from 'yauzl'
import { tooLarge } from './bounds.ts'

/** An export that can be read from. */
export interface OpenedExport {
  readonly files: ExportFiles
  readonly close: () => void
}

/** Opens a ZIP file; left: why it is none. Nothing is unpacked to the disk, and no more is inflated than it says. */
export const openZip = async (path: string): Promise<E.Either<string, OpenedExport>> => {
  try {
    const zip = await openPromise(path, { lazyEntries: true, autoClose: false })
    const entries = new Map<string, Entry>()
    for await (const entry of zip.eachEntry())
      if (!entry.fileName.endsWith('/')) entries.set(entry.fileName, entry)
    const read: ExportFiles['read'] = async (name) => {
      const entry = entries.get(name)
      if (entry === undefined) return E.left('is not there')
      const large = tooLarge(entry.uncompressedSize)
      if (large !== null) return E.left(large)
      try {
        return E.right(await buffer(await zip.openReadStreamPromise(entry)))
      } catch (error) {
        return E.left(`can't be unpacked: ${wordsOf(error)}`)
      }
    }
    return E.right({ files: { names: [...entries.keys()], read }, close: () => zip.close() })
  } catch (error) {
    return E.left(`${path} is no ZIP file that can be read: ${wordsOf(error)}`)
  }
}
