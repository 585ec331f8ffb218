import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { parley } from './support/parley.ts'

it.each([
  ['is not there', null, /^There is no .*room\.json\.$/m],
  ['is no room', '{"rooms": []}', /room\.json is no room that was exported/],
  [
    'has nothing that is understood',
    '{"messages": [{"type": "x"}]}',
    /room\.json:1: event_id is not as it should be/,
  ],
])('MATRIX-1: a file that %s is said in words, before anything is opened', async (_, text, words) => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-import-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'room.json')
  if (text !== null) writeFileSync(file, text)
  const env = { HOME: folder, PARLEY_DATA: join(folder, 'data') }
  const { code, complained } = await parley(['import', 'matrix', file], env).ended
  expect(code).toBe(1)
  expect(complained).toMatch(words)
  expect(existsSync(join(folder, 'data'))).toBe(false)
})
