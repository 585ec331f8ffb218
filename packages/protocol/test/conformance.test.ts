import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { certain } from '@parley/domain'
import * as E from 'fp-ts/lib/Either.js'
import { expect, test } from 'vitest'
import { ConformanceCase, laidOut } from '../src/conformance/index.ts'
import { decodeClientFrame, decodeServerMessage } from '../src/index.ts'

const folder = fileURLToPath(new URL('../conformance/', import.meta.url))
const spec = readFileSync(new URL('../../../docs/spec/sync.md', import.meta.url), 'utf8')

const files = readdirSync(folder).map((file): [string, unknown] => [
  file,
  JSON.parse(readFileSync(`${folder}${file}`, 'utf8')),
])
const cases = files.map(([file, value]): [string, ConformanceCase] => [file, certain(ConformanceCase, value)])

test.each(files)('%s is a case, and nothing stands in it that a case does not have', (file, value) => {
  expect(file).toMatch(/^[a-z-]+\.json$/)
  expect(certain(ConformanceCase, value)).toEqual(value)
})

test.each(cases)('%s has a line for each thing that happens', async (file, one) => {
  await expect(laidOut(one)).toMatchFileSnapshot(`${folder}${file}`)
})

test.each(cases)('%s: its frames are those of the protocol, but for those of a later version', (_, one) => {
  const said = one.steps.flatMap((step) => ('client' in step ? [step.client] : []))
  expect(said.map((frame) => decodeClientFrame(JSON.stringify(frame)))).toEqual(said.map((f) => E.right(f)))
  const answered = one.later === true ? [] : one.steps.flatMap((s) => ('server' in s ? [s.server] : []))
  expect(answered.map((frames) => decodeServerMessage(JSON.stringify(frames)))).toEqual(
    answered.map((frames) => E.right(frames)),
  )
})

test.each(cases)('%s: what answers something answers what was asked over that connection', (_, one) => {
  const unasked: Array<unknown> = []
  let asked = new Set<unknown>()
  for (const step of one.steps) {
    if ('cut' in step || 'closed' in step || 'restored' in step) asked = new Set()
    if ('client' in step && 'id' in step.client) asked.add(step.client.id)
    // Of a text that is no frame, the number may be read.
    if ('clientText' in step) asked.add(Number(/"id":(\d+)/.exec(step.clientText)?.[1]))
    if ('server' in step && one.later !== true)
      unasked.push(...step.server.filter((frame) => 'id' in frame && !asked.has(frame['id'])))
  }
  expect(unasked).toEqual([])
})

test('each case has a name of its own, and each rule of sync.md is shown by one', () => {
  expect(new Set(cases.map(([, { name }]) => name)).size).toBe(cases.length)
  const rules = [...spec.matchAll(/^- \*\*(SYNC-\d+)\*\* /gm)].map(([, rule]) => rule)
  expect(rules.length).toBeGreaterThan(0)
  expect(new Set(cases.flatMap(([, one]) => one.rules))).toEqual(new Set(rules))
})
