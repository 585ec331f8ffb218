import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSync, Visitor } from 'oxc-parser'

/** One file's import of another or of a package, types included. */
export interface Import {
  /** Relative to the root. */
  readonly file: string
  readonly line: number
  readonly specifier: string
  /** Whether it takes types alone, which are gone when the program runs. */
  readonly typesOnly: boolean
}

/** Everything that a file imports or exports again, by any of the language's ways whose target is written out. Throws if it is not TypeScript. */
export const importsOf = (root: string, file: string): ReadonlyArray<Import> => {
  const source = readFileSync(join(root, file), 'utf8')
  const { program, errors } = parseSync(file, source)
  if (errors[0] !== undefined) throw new Error(`${file} can not be parsed: ${errors[0].message}`)
  const found: Array<Import> = []
  const note = (target: unknown, typesOnly: boolean): void => {
    if (!isLiteral(target)) return
    const line = source.slice(0, target.start).split('\n').length
    found.push({ file, line, specifier: target.value, typesOnly })
  }
  new Visitor({
    ImportDeclaration: (node) => note(node.source, node.importKind === 'type'),
    ExportNamedDeclaration: (node) => note(node.source, node.exportKind === 'type'),
    ExportAllDeclaration: (node) => note(node.source, node.exportKind === 'type'),
    ImportExpression: (node) => note(node.source, false),
    TSImportType: (node) => note(node.source, true),
  }).visit(program)
  return found
}

const isLiteral = (node: unknown): node is { readonly value: string; readonly start: number } =>
  typeof node === 'object' &&
  node !== null &&
  'value' in node &&
  typeof node.value === 'string' &&
  'start' in node
