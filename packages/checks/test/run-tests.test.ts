import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { root } from '../src/root.ts'
import { runTests } from '../src/run-tests.ts'
import { conclude } from '../src/summary.ts'
import { skippedLines, type Tally } from '../src/tally.ts'
import { folderWith } from './fixture.ts'

/** What a run comes to in a folder with this one test file. */
const tallyOf = async (source: string | null): Promise<Tally> => {
  const folder = folderWith({
    'package.json': '{ "type": "module" }',
    'vitest.config.ts': "export default { test: { include: ['*.test.ts'] } }",
    ...(source === null ? {} : { 'a.test.ts': `import { describe, expect, test } from 'vitest'\n${source}` }),
  })
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  const said = vi.spyOn(console, 'log').mockImplementation(() => {})
  try {
    return await runTests(folder, [], {}, 'ignore')
  } finally {
    said.mockRestore()
  }
}

test('passed, failed and skipped tests are counted, and the skipped ones say why', async () => {
  const tally = await tallyOf(`
    test('good', () => { expect(1).toBe(1) })
    test('bad', () => { expect(1).toBe(2) })
    test('put off', ({ skip }) => { skip(true, 'no browser here') })
    describe('a group', () => { test.todo('to do') })`)
  expect(tally).toEqual({
    passed: 1,
    failed: 1,
    skipped: [
      { test: 'a.test.ts > put off', why: 'no browser here' },
      { test: 'a.test.ts > a group > to do', why: 'no reason given' },
    ],
  })
  expect(skippedLines(tally)).toEqual([
    'skipped 1 in a.test.ts: no browser here',
    'skipped 1 in a.test.ts: no reason given',
  ])
})

test.each([
  ['a file that does not load', "throw new Error('broken')", 0],
  [
    'an error outside of a test',
    "test('a', async () => { Promise.reject(new Error('late')) ; await new Promise((r) => setTimeout(r, 5)) })",
    1,
  ],
  ['a test that is left alone with .only', "test.only('a', () => {})", 0],
  ['no test at all', '', 0],
  ['no file at all', null, 0],
  [
    'a vitest that is killed',
    "test('a', async () => { process.kill(process.ppid, 'SIGKILL'); await new Promise(() => {}) })",
    0,
  ],
])('%s is a failure', async (_, source, passed) => {
  const tally = await tallyOf(source)
  expect(tally.failed).toBeGreaterThan(0)
  expect(tally.passed).toBe(passed)
})

test.each([
  [{ passed: 3, failed: 0, skipped: [] }, '3 passed, 0 failed, 0 skipped', 0],
  [{ passed: 3, failed: 1, skipped: [{ test: 'a > b', why: 'c' }] }, '3 passed, 1 failed, 1 skipped', 1],
])('the last line of %j is the counts, and the exit code tells', (tally, last, code) => {
  const said = vi.spyOn(console, 'log').mockImplementation(() => {})
  const before = process.exitCode
  conclude(tally)
  const [line, exit] = [said.mock.lastCall, process.exitCode]
  said.mockRestore()
  process.exitCode = before
  expect([line, exit]).toEqual([[last], code])
})
