import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Node, parseSync, Visitor } from 'oxc-parser'
import type { Outcome } from './outcome.ts'
import { readWorkspace } from './workspace.ts'

/** Where types of channel stand, and where alone they may be named, beside tests and what is written from codecs. */
const tableFile = 'packages/domain/src/permissions/tables.ts'

const mayName = (file: string): boolean =>
  file === tableFile ||
  file.includes('/test/') ||
  file.includes('/src/testing/') ||
  file.endsWith('.written.ts')

/**
 * Whether sources leave it to the table of channel types to know them. A name of one is found where it is compared
 * with, or given to, something called `channelType` or `channel_type`; where several of them stand side by side; and
 * in texts that speak of that column. `conversation` is a word in many other places, and may be.
 */
export const checkChannelTypes = (root: string): Outcome => {
  const { files } = readWorkspace(root)
  if (!files.includes(tableFile)) return { ok: false, output: `There is no ${tableFile}` }
  const names = namesIn(root)
  const wrong = files.filter((file) => !mayName(file)).flatMap((file) => foundIn(root, file, names))
  if (names.size === 0) return { ok: false, output: `${tableFile} names no type` }
  return { ok: wrong.length === 0, output: wrong.join('\n') }
}

/** The keys of `allTypes`. */
const namesIn = (root: string): ReadonlySet<string> => {
  const names = new Set<string>()
  const { program } = parseSync(tableFile, readFileSync(join(root, tableFile), 'utf8'))
  new Visitor({
    VariableDeclarator: ({ id, init }) => {
      if (id.type !== 'Identifier' || id.name !== 'allTypes') return
      const table = bare(init)
      if (table?.type === 'ObjectExpression') for (const key of keysOf(table.properties)) names.add(key)
    },
  }).visit(program)
  return names
}

/** An expression without `as const` and `satisfies` around it. */
const bare = (node: Node | null): Node | null =>
  node?.type === 'TSAsExpression' || node?.type === 'TSSatisfiesExpression' ? bare(node.expression) : node

const keysOf = (properties: ReadonlyArray<Node>): ReadonlyArray<string> =>
  properties.flatMap((property) => (property.type === 'Property' ? (nameOf(property.key) ?? []) : []))

const foundIn = (root: string, file: string, names: ReadonlySet<string>): ReadonlyArray<string> => {
  const source = readFileSync(join(root, file), 'utf8')
  const found = new Map<number, string>()
  const note = (nodes: ReadonlyArray<Node>): void => {
    for (const node of nodes) {
      const name = typeNameOf(node, names)
      if (name !== undefined) found.set(node.start, name)
    }
  }
  const noteWithin = (node: Node | null): void => note(node === null ? [] : choicesOf(node))
  const noteSeveral = (nodes: ReadonlyArray<Node | null>): void => {
    const all = nodes.flatMap((node) => (node === null ? [] : [argumentOf(node)]))
    const named = all.filter((node) => typeNameOf(node, names) !== undefined)
    if (named.length > 1) note(named)
  }
  const noteText = (start: number, text: string): void => {
    if (!/channel_?type/i.test(text)) return
    for (const [, quoted] of text.matchAll(/['"](\w+)['"]/g))
      if (quoted !== undefined && names.has(quoted)) found.set(start, quoted)
  }
  const { program } = parseSync(file, source)
  new Visitor({
    BinaryExpression: ({ left, right }) => {
      if (isChannelType(left)) noteWithin(right)
      if (isChannelType(right)) noteWithin(left)
    },
    SwitchStatement: ({ discriminant, cases }) => {
      if (isChannelType(discriminant)) for (const { test } of cases) noteWithin(test)
    },
    Property: ({ key, value }) => isChannelType(key) && noteWithin(value),
    TSPropertySignature: ({ key, typeAnnotation }) =>
      isChannelType(key) && noteWithin(typeAnnotation?.typeAnnotation ?? null),
    VariableDeclarator: ({ id, init }) => isChannelType(id) && noteWithin(init),
    AssignmentPattern: ({ left, right }) => isChannelType(left) && noteWithin(right),
    AssignmentExpression: ({ left, right }) => isChannelType(left) && noteWithin(right),
    ArrayExpression: ({ elements }) => noteSeveral(elements),
    CallExpression: ({ arguments: given }) => noteSeveral(given),
    TSUnionType: ({ types }) => noteSeveral(types),
    ObjectExpression: ({ properties }) => {
      const named = properties.filter((one) => one.type === 'Property' && names.has(nameOf(one.key) ?? ''))
      if (named.length > 1) note(named.flatMap((one) => (one.type === 'Property' ? [one.key] : [])))
    },
    Literal: ({ start, value }) => {
      if (typeof value === 'string') noteText(start, value)
    },
    TemplateLiteral: ({ start, quasis }) =>
      noteText(start, quasis.map(({ value }) => value.cooked ?? '').join('${}')),
  }).visit(program)
  return [...found].map(([start, name]) => {
    const line = source.slice(0, start).split('\n').length
    return `${file}:${line} names '${name}': ask ${tableFile}`
  })
}

/** `channelType`, `channel?.channelType`, `c.channel_type`. */
const isChannelType = (node: Node): boolean => {
  if (node.type === 'ChainExpression') return isChannelType(node.expression)
  const named = node.type === 'MemberExpression' ? node.property : node
  return ['channelType', 'channel_type'].includes(nameOf(named) ?? '')
}

/** What a name is, of a variable, a property or a key. */
const nameOf = (node: Node): string | undefined => {
  if (node.type === 'Identifier' || node.type === 'PrivateIdentifier') return node.name
  return node.type === 'Literal' && typeof node.value === 'string' ? node.value : undefined
}

/** The name of a type that stands here as a text, as a type, or as a key. */
const typeNameOf = (node: Node, names: ReadonlySet<string>): string | undefined => {
  const name = node.type === 'TSLiteralType' ? nameOf(node.literal) : nameOf(node)
  return name !== undefined && names.has(name) ? name : undefined
}

/** What `t.literal('standard')` names. */
const argumentOf = (node: Node): Node => {
  const [only, ...others] = node.type === 'CallExpression' ? node.arguments : []
  return only !== undefined && others.length === 0 ? only : node
}

/** What an expression or a type may come to, where it is made of others. */
const choicesOf = (node: Node): ReadonlyArray<Node> => {
  if (node.type === 'Literal' || node.type === 'TSLiteralType') return [node]
  if (node.type === 'ConditionalExpression')
    return [...choicesOf(node.consequent), ...choicesOf(node.alternate)]
  if (node.type === 'LogicalExpression') return [...choicesOf(node.left), ...choicesOf(node.right)]
  if (node.type === 'TSUnionType') return node.types.flatMap(choicesOf)
  if (node.type === 'CallExpression') return node.arguments.flatMap(choicesOf)
  return 'expression' in node && typeof node.expression === 'object' ? choicesOf(node.expression) : []
}
