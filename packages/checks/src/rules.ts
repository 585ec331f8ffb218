import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { parseSync, Visitor } from 'oxc-parser'
import type { Outcome } from './outcome.ts'
import { type Mention, ruleNumber, statedRules } from './stated-rules.ts'
import { readWorkspace } from './workspace.ts'

/** A title begins with what it holds the engine to: `LOG-3: …`, `RM-2 RM-3: …`. */
const title = new RegExp(`^${ruleNumber}(?:,? ${ruleNumber})*(?=[: ])`)

/** Tests that are data say in a field which rules they show. */
const cases = 'packages/*/conformance/*.json'
const Case = t.strict({ rules: t.array(t.string) })

/**
 * Whether the rules of `docs/spec` and the tests name each other: each rule stands once, some test's title begins with
 * it or a case says that it shows it, and neither names a rule that is not there.
 */
export const checkRules = (root: string): Outcome => {
  const stated = statedRules(root)
  const rules = new Map(stated.map((rule) => [rule.number, rule]))
  const cited = [
    ...readWorkspace(root).files.filter(isTest(root)).flatMap(citedIn(root)),
    ...globSync(cases, { cwd: root }).toSorted().flatMap(citedInCase(root)),
  ]
  const tested = new Set(cited.map((citation) => citation.number))
  const wrong = [
    ...stated
      .filter((rule) => rules.get(rule.number) !== rule)
      .map((rule) => `${rule.file}: ${rule.number} stands twice`),
    ...[...rules.values()]
      .filter((rule) => !tested.has(rule.number))
      .map((rule) => `${rule.file}: no test names ${rule.number}`),
    ...cited
      .filter((citation) => !rules.has(citation.number))
      .map((citation) => `${citation.file}: ${citation.number} is no rule`),
    ...(stated.length === 0 ? [`No rules under ${root}/docs/spec`] : []),
  ]
  return { ok: wrong.length === 0, output: wrong.join('\n') }
}

/** The suites that packages export, such as the stores' contract, are tests wherever they stand. */
const isTest =
  (root: string) =>
  (file: string): boolean =>
    file.includes('/test/') || readFileSync(join(root, file), 'utf8').includes("from 'vitest'")

/** Titles stand in calls, in tables of cases and in templates: every text that begins like one counts. */
const citedIn =
  (root: string) =>
  (file: string): ReadonlyArray<Mention> => {
    const texts: Array<string> = []
    const { program } = parseSync(file, readFileSync(join(root, file), 'utf8'))
    new Visitor({
      Literal: (node) => {
        if (typeof node.value === 'string') texts.push(node.value)
      },
      TemplateLiteral: (node) => {
        texts.push(node.quasis[0]?.value.cooked ?? '')
      },
    }).visit(program)
    return texts.flatMap((text) =>
      (title.exec(text)?.[0].match(new RegExp(ruleNumber, 'g')) ?? []).map((rule) => ({
        file,
        number: rule,
      })),
    )
  }

const citedInCase =
  (root: string) =>
  (file: string): ReadonlyArray<Mention> => {
    const decoded = Case.decode(JSON.parse(readFileSync(join(root, file), 'utf8')))
    return E.isRight(decoded) ? decoded.right.rules.map((number) => ({ file, number })) : []
  }
