import { utimes } from 'node:fs/promises'
import { join } from 'node:path'
import type { FileKeeper } from '@parley/engine'
import { fakeClock, quiet } from '@parley/runtime/testing'
import * as E from 'fp-ts/lib/Either.js'
import { afterEach, expect, test } from 'vitest'
import { sweep, sweeping } from '../src/sweep.ts'
import { fileNamed, freshStore, pieces } from './support.ts'

let here: Awaited<ReturnType<typeof freshStore>> | undefined
afterEach(() => here?.close())

const down = E.left({ _tag: 'Unavailable' } as const)
const accepted = E.right({ revision: 0 as never, position: 1 as never, result: {} })

/** An engine that knows these files to stand, and these to have come to nothing. */
const engineOf = (
  notDeleted: ReadonlyArray<string>,
  orphans: ReadonlyArray<string> = [],
  answers: { readonly fails?: boolean } = {},
) => {
  const removed: Array<string> = []
  const moments: Array<number> = []
  const files: FileKeeper = {
    finish: () => async () => down,
    remove:
      ({ fileId }) =>
      async () => {
        removed.push(fileId)
        return accepted
      },
    unreferred: (before) => async () => {
      moments.push(before)
      return answers.fails === true ? down : E.right(orphans.map((fileId) => fileNamed(fileId)))
    },
    notDeleted: (asked) => async () =>
      answers.fails === true ? down : E.right(asked.filter(({ fileId }) => notDeleted.includes(fileId))),
  }
  return { engine: { files }, removed, moments }
}
const hour = 3_600_000

/** A store with these files, written long before the clock's time, but for `young`. */
const storeOf = async (clock: ReturnType<typeof fakeClock>, ...names: ReadonlyArray<string>) => {
  here = await freshStore()
  const { store, folder } = here
  for (const name of names) {
    await store.write(fileNamed(name), 0, pieces(name))
    const at = new Date(clock.now() - (name === 'young' ? 1 : 2 * hour))
    await utimes(join(folder, 'acme', `file-${name}.content`), at, at)
  }
  const left = async (): Promise<ReadonlyArray<string>> => {
    const all: Array<string> = []
    for await (const { fileId } of store.all()) all.push(fileId)
    return all.toSorted()
  }
  return { store, left }
}

test('FILE-20, FILE-21: what came to nothing is deleted with its bytes, and bytes of what does not stand go once they are old', async () => {
  const clock = fakeClock()
  const { store, left } = await storeOf(clock, 'good', 'orphan', 'gone', 'young')
  const { engine, removed, moments } = engineOf(['good', 'orphan'], ['orphan'])
  expect(await sweep({ engine, store, clock })).toEqual({ orphans: 1, bytes: 1 })
  expect(removed).toEqual(['orphan'])
  expect(moments).toEqual([clock.now() - 24 * hour])
  expect(await left()).toEqual(['good', 'young'])
})

test('FILE-21: where the engine can not say, nothing goes', async () => {
  const clock = fakeClock()
  const { store, left } = await storeOf(clock, 'good', 'gone')
  const { engine } = engineOf([], ['good'], { fails: true })
  expect(await sweep({ engine, store, clock })).toEqual({ orphans: 0, bytes: 0 })
  expect(await left()).toEqual(['gone', 'good'])
})

test('FILE-20: it is swept now and then, until the door is closed', async () => {
  const clock = fakeClock()
  const { store, left } = await storeOf(clock, 'gone')
  const { engine, moments } = engineOf([])
  const swept = sweeping({ engine, store, clock, log: quiet })
  clock.advance(hour / 6)
  await swept.close()
  expect(await left()).toEqual([])
  clock.advance(hour)
  expect(moments).toHaveLength(1)
})
