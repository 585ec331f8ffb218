import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Outcome } from './outcome.ts'
import { ruleNumber, statedRules } from './stated-rules.ts'

const inventory = 'docs/spec/inventory.md'
const vocabulary = 'docs/spec/vocabulary.md'

const rules = new RegExp(`^${ruleNumber}(?:, ${ruleNumber})*$`)
const toCome = /^still to come: (.+)$/
const isNot = /^none: .+$/

/**
 * Whether each line of the inventory is held to by a rule that is stated, which `checkRules` sees to it that a test
 * names; or says that it is still to come, and stands so in the vocabulary; or says why there is no such thing here.
 */
export const checkInventory = (root: string): Outcome => {
  const lines = rowsOf(root, inventory)
  const stated = new Set(statedRules(root).map(({ number }) => number))
  const awaited = new Set(rowsOf(root, vocabulary, '## Still to come').map(({ cells: [what] }) => what ?? ''))
  const wrong = lines.flatMap(({ line, cells: [, what, here, held, ...more] }) => {
    const said = (fault: string) => [`${inventory}:${line} ${what ?? ''}: ${fault}`]
    if (here === undefined || held === undefined || more.length > 0) return said('is no line of four cells')
    const later = toCome.exec(here)?.[1]
    if (later !== undefined)
      return awaited.has(later) && held === ''
        ? []
        : said(`is to come, which ${vocabulary} does not say in these words, or is held to already`)
    if (isNot.test(here) && held === '') return []
    if (!rules.test(held)) return said('names no rules')
    return held
      .split(', ')
      .filter((number) => !stated.has(number))
      .flatMap((number) => said(`${number} is no rule`))
  })
  const none = lines.length === 0 ? [`${inventory} has no lines`] : []
  return { ok: wrong.length + none.length === 0, output: [...none, ...wrong].join('\n') }
}

interface Row {
  readonly line: number
  readonly cells: ReadonlyArray<string>
}

/** The lines of the tables of a page, below a heading of it or anywhere, without their heads. */
const rowsOf = (root: string, page: string, heading?: string): ReadonlyArray<Row> => {
  if (!existsSync(join(root, page))) return []
  const all = readFileSync(join(root, page), 'utf8').split('\n')
  const first = heading === undefined ? 0 : all.indexOf(heading)
  if (first === -1) return []
  return all.flatMap((text, n) => {
    const isHead = /^\|[-|]+\|$/.test(all[n + 1] ?? '')
    if (n < first || !text.startsWith('|') || isHead || /^\|[-|]+\|$/.test(text)) return []
    const cells = text
      .slice(1, text.lastIndexOf('|'))
      .split('|')
      .map((cell) => cell.trim())
    return [{ line: n + 1, cells }]
  })
}
