import { readdir } from 'node:fs/promises'
import { afterEach, expect, test } from 'vitest'
import { contentOf, fileNamed, freshStore, pieces } from './support.ts'

let here: Awaited<ReturnType<typeof freshStore>> | undefined
afterEach(() => here?.close())

test('FILE-7: bytes are written from where the last ones ended, and what came before a break stays', async () => {
  here = await freshStore()
  const { store } = here
  const file = fileNamed('f1')
  expect(await store.size(file, 'content')).toBe(0)
  expect(await store.write(file, 0, pieces('ab', 'cd'))).toBe(4)
  const broken = async function* () {
    yield* pieces('ef')
    throw new Error('gone')
  }
  await expect(store.write(file, 4, broken())).rejects.toThrow('gone')
  expect(await store.size(file, 'content')).toBe(6)
  expect(await store.write(file, 6, pieces('g'))).toBe(7)
  expect(await contentOf(store, 'f1')).toBe('abcdefg')
  await store.cut(file, 4)
  expect(await contentOf(store, 'f1')).toBe('abcd')
})

test('FILE-21: a name leads nowhere but into the folder, and what is removed is gone whole', async () => {
  here = await freshStore()
  const { store, folder } = here
  for (const fileId of ['..', '.', '~', 'a.content']) {
    await store.write(fileNamed(fileId), 0, pieces(fileId))
    expect(await contentOf(store, fileId)).toBe(fileId)
  }
  await store.putThumbnail(fileNamed('..'), Buffer.from('small'))
  expect(await readdir(folder)).toEqual(['acme'])
  const found: Array<string> = []
  for await (const kept of store.all()) found.push(kept.fileId)
  expect(found.toSorted()).toEqual(['.', '..', 'a.content', '~'])
  for (const fileId of found) await store.remove(fileNamed(fileId))
  await store.remove(fileNamed('never there'))
  expect(await readdir(`${folder}/acme`)).toEqual([])
})
