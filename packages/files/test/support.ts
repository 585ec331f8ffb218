import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import type { FileId, TenantId } from '@parley/domain'
import { type FileStore, folderStore } from '../src/index.ts'

/** A store in a folder of its own, which goes with it. */
export const freshStore = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'parley-files-'))
  const close = (): Promise<void> => rm(folder, { recursive: true, force: true })
  return { folder, store: folderStore(folder), close }
}

export const fileNamed = (fileId: string, tenant = 'acme') => ({
  tenantId: tenant as TenantId,
  fileId: fileId as FileId,
})

/** Bytes as they come, in these pieces. */
export const pieces = async function* (...texts: ReadonlyArray<string>): AsyncIterable<Uint8Array> {
  for (const text of texts) yield Buffer.from(text)
}

/** All that a store has of a file. */
export const contentOf = async (store: FileStore, fileId: string): Promise<string> =>
  (await buffer(store.read(fileNamed(fileId), 'content'))).toString()
