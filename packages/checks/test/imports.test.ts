import { expect, test } from 'vitest'
import { checkImports } from '../src/check-imports.ts'
import { root } from '../src/root.ts'
import { folderWith, manifest } from './fixture.ts'

const packages = {
  'package.json': JSON.stringify({ name: 'root', devDependencies: { vitest: '*' } }),
  'packages/domain/package.json': manifest('@parley/domain', 'io-ts'),
  'packages/domain/src/index.ts': "import * as t from 'io-ts'\nexport const id = t.string",
  'packages/protocol/package.json': manifest('@parley/protocol', '@parley/domain', 'ws'),
  'packages/gateway/package.json': manifest('@parley/gateway', '@parley/domain', '@parley/protocol'),
  'services/api/package.json': manifest('@parley/service-api', '@parley/gateway'),
  'services/api/src/index.ts': 'export const main = 1',
}

const circle = (...files: ReadonlyArray<string>): string => `A circle: ${files.join('\n    imports ')}`

const outputFor = (files: Readonly<Record<string, string>>): string =>
  checkImports(folderWith({ ...packages, ...files })).output

test('a workspace that keeps the rules passes, in every way an import is written', () => {
  const folder = folderWith({
    ...packages,
    'packages/gateway/src/index.ts': `
      import { readFile } from 'node:fs/promises'
      import type { id } from '@parley/domain'
      export * from './other.ts'
      export type Late = import('@parley/domain').Id
      export const late = import('@parley/domain')`,
    'packages/gateway/src/other.ts': 'export const other = 1',
    'packages/gateway/test/a.test.ts': "import 'vitest'; import '../src/other.ts'; import '@parley/gateway'",
  })
  expect(checkImports(folder)).toEqual({ ok: true, output: '' })
})

test.each([
  ["import 'pg'", 'packages/gateway/package.json does not list pg'],
  ["export * from 'pg/lib/x'", 'packages/gateway/package.json does not list pg'],
  ["export type A = import('pg').Pool", 'packages/gateway/package.json does not list pg'],
  ["export const a = import('@scope/thing/deep')", 'does not list @scope/thing'],
  ["import '../../domain/src/index.ts'", 'it reaches out of its package'],
  ["import '@parley/domain/src/index.ts'", '@parley/domain does not export ./src/index.ts'],
  ["import '@parley/service-api'", 'packages never import services'],
  ["import 'fs'", "write it as 'node:fs'"],
  ["import 'vitest'", 'does not list vitest'],
])('a package that has %s is told: %s', (source, why) => {
  const said = outputFor({ 'packages/gateway/src/index.ts': `\n${source}` })
  expect(said).toContain('packages/gateway/src/index.ts:2 imports')
  expect(said).toContain(why)
})

test('what runs in browsers imports nothing of Node and no ws, though it lists it; its tests may', () => {
  const said = outputFor({
    'packages/protocol/src/index.ts': "import 'node:fs'\nimport 'ws'",
    'packages/protocol/test/a.test.ts': "import 'node:fs'\nimport 'ws'",
  })
  expect(said.split('\n')).toEqual([
    "packages/protocol/src/index.ts:1 imports 'node:fs': packages/protocol also runs where there is no Node",
    "packages/protocol/src/index.ts:2 imports 'ws': packages/protocol also runs in browsers",
  ])
})

test('the inner packages use none but those they may, whatever they list', () => {
  const said = outputFor({
    'packages/domain/package.json': manifest('@parley/domain', 'io-ts', '@parley/protocol'),
    'packages/domain/src/clock.ts': "import '@parley/protocol'",
    'packages/protocol/src/index.ts': 'export {}',
  })
  expect(said).toContain('packages/domain/package.json lists @parley/protocol')
  expect(said).toContain("packages/domain/src/clock.ts:1 imports '@parley/protocol'")
})

test('circles of files are found, types included, within and across packages', () => {
  const said = outputFor({
    'packages/gateway/src/index.ts': "import './a.ts'",
    'packages/gateway/src/a.ts': "import './b.ts'",
    'packages/gateway/src/b.ts': "import type { a } from './a.ts'",
    'packages/one/package.json': manifest('@parley/one', '@parley/two'),
    'packages/one/src/index.ts': "import '@parley/two'",
    'packages/two/package.json': manifest('@parley/two', '@parley/one'),
    'packages/two/src/index.ts': "import '@parley/one'",
  })
  const [a, b] = ['packages/gateway/src/a.ts', 'packages/gateway/src/b.ts']
  const [one, two] = ['packages/one/src/index.ts', 'packages/two/src/index.ts']
  expect(said).toBe([circle(a, b, a), circle(one, two, one)].join('\n'))
})

test('a file that cannot be parsed fails, and so does a workspace without files', () => {
  expect(outputFor({ 'packages/gateway/src/index.ts': 'import { from' })).toContain('can not be parsed')
  expect(checkImports(folderWith({})).ok).toBe(false)
})

test('it reads this repository', () => {
  expect(checkImports(root).output).not.toContain('No source files')
})
