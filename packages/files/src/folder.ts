import { createReadStream } from 'node:fs'
import { mkdir, open, opendir, rename, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { FileId, TenantId } from '@parley/domain'
import type { FileStore, Kept, Named, Part } from './store.ts'

const ending: Readonly<Record<Part, string>> = { content: '.content', thumbnail: '.thumbnail' }

const isGone = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT'

/** Files in a folder, one of each tenant in it. A name never begins or ends with what leads out of a folder. */
export const folderStore = (folder: string): FileStore => {
  const placeOf = ({ tenantId }: Named): string => join(folder, tenantId)
  const pathOf = (file: Named, part: Part): string =>
    join(placeOf(file), `file-${file.fileId}${ending[part]}`)

  const all = async function* (): AsyncIterable<Kept> {
    for await (const tenant of await opendir(folder)) {
      if (!tenant.isDirectory()) continue
      for await (const entry of await opendir(join(folder, tenant.name))) {
        const fileId = /^file-(.+)\.content$/.exec(entry.name)?.[1]
        if (fileId === undefined) continue
        // Named by `pathOf`, from a name that was checked.
        const file = { tenantId: tenant.name as TenantId, fileId: fileId as FileId }
        const found = await stat(pathOf(file, 'content')).catch(() => undefined)
        if (found !== undefined) yield { ...file, writtenAt: found.mtimeMs }
      }
    }
  }

  return {
    size: async (file, part) => {
      try {
        return (await stat(pathOf(file, part))).size
      } catch (error) {
        if (isGone(error)) return 0
        throw error
      }
    },
    write: async (file, from, bytes) => {
      await mkdir(placeOf(file), { recursive: true, mode: 0o700 })
      const handle = await open(pathOf(file, 'content'), from === 0 ? 'w' : 'r+', 0o600)
      let at = from
      try {
        for await (const chunk of bytes) {
          await handle.write(chunk, 0, chunk.length, at)
          at += chunk.length
        }
      } finally {
        await handle.sync()
        await handle.close()
      }
      return at
    },
    cut: (file, size) => truncate(pathOf(file, 'content'), size),
    putThumbnail: async (file, bytes) => {
      const path = pathOf(file, 'thumbnail')
      await writeFile(`${path}.new`, bytes, { mode: 0o600 })
      await rename(`${path}.new`, path)
    },
    read: (file, part, span) =>
      createReadStream(pathOf(file, part), span === undefined ? {} : { start: span.first, end: span.last }),
    remove: async (file) => {
      await rm(pathOf(file, 'thumbnail'), { force: true })
      await rm(pathOf(file, 'content'), { force: true })
    },
    all,
  }
}
