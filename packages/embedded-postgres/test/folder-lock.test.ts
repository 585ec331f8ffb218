import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { expect, test } from 'vitest'
import { takeFolder } from '../src/folder-lock.ts'
import { startedAt } from '../src/process-identity.ts'
import { dataFolder } from './harness.ts'

const locked = (content?: string): string => {
  const folder = dataFolder()
  mkdirSync(folder, { recursive: true })
  if (content !== undefined) writeFileSync(join(folder, 'parley.lock'), content)
  return folder
}

test('PG-8: one process holds it at a time, and leaves nothing behind', () => {
  const folder = locked()
  const first = takeFolder(folder)
  expect(takeFolder(folder)).toEqual(E.left({ _tag: 'FolderInUse', folder, pid: process.pid }))
  if (E.isRight(first)) first.right.release()
  expect(readdirSync(folder)).toEqual([])
})

test.each([
  ['of a process that has died', JSON.stringify({ pid: 2 ** 22 + 1, startedAt: 'then' })],
  ['whose pid now belongs to another process', JSON.stringify({ pid: process.pid, startedAt: 'then' })],
  ['that is no lock', 'torn'],
])('PG-8: a lock %s is taken over', (_, content) => {
  const folder = locked(content)
  expect(E.isRight(takeFolder(folder))).toBe(true)
  expect(readdirSync(folder)).toEqual(['parley.lock'])
})

test("PG-8: a live one's lock is respected, and releasing one's own does not remove it", () => {
  const folder = locked()
  const mine = takeFolder(folder)
  const theirs = JSON.stringify({ pid: process.ppid, startedAt: startedAt(process.ppid) })
  writeFileSync(join(folder, 'parley.lock'), theirs)
  if (E.isRight(mine)) mine.right.release()
  expect(takeFolder(folder)).toEqual(E.left({ _tag: 'FolderInUse', folder, pid: process.ppid }))
})
