import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSync } from 'oxc-parser'
import type { Outcome } from './outcome.ts'
import { ruleNumber, statedRules } from './stated-rules.ts'
import { readWorkspace } from './workspace.ts'

/** What looks like a rule's number and is the name of a standard. */
const standards: ReadonlySet<string> = new Set(['UTF', 'SHA', 'HMAC', 'CRC'])

const cited = new RegExp(`\\b${ruleNumber}\\b`, 'g')

/** Pages, and style sheets: what they cite may stand anywhere in them. */
const texts = ['*.md', 'docs/**/*.md', '{packages,services}/*/{src,test}/**/*.css']

/**
 * Whether every rule that is cited is one that `docs/spec` states: in the comments of sources and tests, in pages and
 * in style sheets. The titles of tests are looked at by `checkRules`.
 */
export const checkCitations = (root: string): Outcome => {
  const stated = new Set(statedRules(root).map(({ number }) => number))
  const unknown = (file: string, line: number, text: string): ReadonlyArray<string> =>
    text.split('\n').flatMap((part, index) =>
      [...part.matchAll(cited)]
        .map(([number]) => number)
        .filter((number) => !stated.has(number) && !standards.has(number.slice(0, number.indexOf('-'))))
        .map((number) => `${file}:${line + index} cites ${number}, which is no rule`),
    )
  const inTexts = texts
    .flatMap((pattern) => globSync(pattern, { cwd: root }))
    .toSorted()
    .flatMap((file) => unknown(file, 1, readFileSync(join(root, file), 'utf8')))
  const inComments = readWorkspace(root).files.flatMap((file) => {
    const source = readFileSync(join(root, file), 'utf8')
    return parseSync(file, source).comments.flatMap(({ start, value }) =>
      unknown(file, source.slice(0, start).split('\n').length, value),
    )
  })
  const wrong = [...inTexts, ...inComments]
  return { ok: wrong.length === 0, output: wrong.join('\n') }
}
