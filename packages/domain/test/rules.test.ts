import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const specFolder = new URL('../../../docs/spec/', import.meta.url)
const ours = ['channels', 'members', 'messages', 'reactions', 'inbox', 'vocabulary']

const matches = (text: string, pattern: RegExp): ReadonlyArray<string> =>
  [...text.matchAll(pattern)].map(([, rule]) => rule ?? '')

test('every rule of the domain has a test that names it, and every name is a rule', () => {
  const rules = ours.flatMap((name) =>
    matches(readFileSync(new URL(`${name}.md`, specFolder), 'utf8'), /^- \*\*([A-Z]+-\d+)\*\* /gm),
  )
  const tested = readdirSync(import.meta.dirname)
    .filter((file) => file.endsWith('.test.ts'))
    .flatMap((file) =>
      matches(
        readFileSync(`${import.meta.dirname}/${file}`, 'utf8'),
        /^\s*(?:test[^\n]*\(|)'([A-Z]+-\d+): /gm,
      ),
    )
  expect(new Set(rules).size).toBe(rules.length)
  expect(new Set(tested)).toEqual(new Set(rules))
})
