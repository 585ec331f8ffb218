import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSync, Visitor } from 'oxc-parser'
import type { Outcome } from './outcome.ts'
import { readWorkspace } from './workspace.ts'

/** Words that tell a newcomer nothing, wherever they stand in a name, and what says more. */
const retired: ReadonlyMap<string, string> = new Map([
  ['asker', 'an actor, a person, a viewer or a caller'],
  ['patience', 'a time-out, or how long something is retried'],
  ['standing', 'a state, a membership or a revision'],
  ['wanted', 'what passes a filter, or what is asked for'],
])

/** Names of types that would fit anything: a type says what it is an answer to, or an entry of. */
const vague: ReadonlySet<string> = new Set(['Answer', 'Entry', 'Found', 'Line', 'Log', 'Order', 'Place'])

/** Whether files, types and values have names that say what they are; `docs/spec/vocabulary.md` has the words. */
export const checkNames = (root: string): Outcome => {
  const wrong = readWorkspace(root).files.flatMap((file) => [
    ...retiredIn(file.slice(file.lastIndexOf('/') + 1)).map((why) => `${file} is called so: ${why}`),
    ...namesIn(root, file).flatMap(({ name, line, isType }) => [
      ...retiredIn(name).map((why) => `${file}:${line} ${name}: ${why}`),
      ...(isType && vague.has(name) ? [`${file}:${line} ${name}: of what? Any type could be called so`] : []),
    ]),
  ])
  return { ok: wrong.length === 0, output: wrong.join('\n') }
}

const retiredIn = (name: string): ReadonlyArray<string> =>
  wordsOf(name).flatMap((word) => {
    const instead = retired.get(word)
    return instead === undefined ? [] : [`"${word}" tells little; say whether it is ${instead}`]
  })

/** `patienceFor`, `Patience` and `patience-for.ts` all have the word `patience`. */
const wordsOf = (name: string): ReadonlyArray<string> =>
  name.split(/[^A-Za-z]+|(?<=[a-z])(?=[A-Z])/).map((word) => word.toLowerCase())

interface Name {
  readonly name: string
  readonly line: number
  readonly isType: boolean
}

/** What a file declares: types, and values by whichever way they get a name. */
const namesIn = (root: string, file: string): ReadonlyArray<Name> => {
  const source = readFileSync(join(root, file), 'utf8')
  const found: Array<Name> = []
  const note = (node: { readonly name: string; readonly start: number }, isType: boolean): void => {
    found.push({ name: node.name, line: source.slice(0, node.start).split('\n').length, isType })
  }
  new Visitor({
    TSInterfaceDeclaration: ({ id }) => note(id, true),
    TSTypeAliasDeclaration: ({ id }) => note(id, true),
    ClassDeclaration: ({ id }) => {
      if (id !== null) note(id, true)
    },
    Identifier: (node) => note(node, false),
  }).visit(parseSync(file, source).program)
  return found
}
