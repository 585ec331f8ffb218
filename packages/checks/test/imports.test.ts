import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checkImports } from '../src/check-imports.ts'
import { hasLayer, mayUse } from '../src/layers.ts'
import { root } from '../src/root.ts'
import { readWorkspace } from '../src/workspace.ts'
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
      export const late = import('@parley/protocol')`,
    'packages/gateway/src/other.ts': 'export const other = 1',
    'packages/protocol/src/index.ts': 'export {}',
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
  ["import '@parley/service-api'", 'services/api is in no layer that packages/gateway may use'],
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

const above = (other: string, folder: string): string =>
  `packages/${other} is in no layer that packages/${folder} may use (packages/checks/src/layers.ts)`

test.each([
  ['domain', 'contract'],
  ['contract', 'event-store'],
  ['protocol', 'event-store'],
  ['commands', 'read-models'],
  ['commands', 'event-store-postgres'],
  ['event-store-postgres', 'event-store-eventstoredb'],
  ['projection', 'read-models'],
  ['projector', 'live'],
  ['live', 'engine'],
  ['engine', 'gateway'],
  ['client', 'gateway'],
  ['bench', 'gateway'],
  ['gateway', 'event-store-postgres'],
  ['gateway', 'bench'],
])(
  'packages/%s may not use packages/%s, which is not below it: not list it, not import it',
  (folder, other) => {
    const said = outputFor({
      [`packages/${folder}/package.json`]: manifest(`@parley/${folder}`, `@parley/${other}`),
      [`packages/${folder}/src/index.ts`]: `import '@parley/${other}'`,
      [`packages/${folder}/test/a.test.ts`]: `import '@parley/${other}'`,
      [`packages/${other}/package.json`]: manifest(`@parley/${other}`),
      [`packages/${other}/src/index.ts`]: 'export {}',
    })
    expect(said.split('\n')).toEqual([
      `packages/${folder}/package.json lists @parley/${other}: ${above(other, folder)}`,
      `packages/${folder}/src/index.ts:1 imports '@parley/${other}': ${above(other, folder)}`,
      `packages/${folder}/test/a.test.ts:1 imports '@parley/${other}': ${above(other, folder)}`,
    ])
  },
)

test('CONTRACT-1: the contract uses nothing of ours but domain, and the protocol nothing but these two', () => {
  const used = (folder: string): ReadonlyArray<string> =>
    readdirSync(join(root, 'packages')).filter((other) => mayUse(`packages/${folder}`, `packages/${other}`))
  expect(used('contract')).toEqual(['domain'])
  expect(used('protocol')).toEqual(['contract', 'domain'])
})

test('services use every package but those that stand apart', () => {
  const said = outputFor({
    'services/api/package.json': manifest('@parley/service-api', '@parley/gateway', '@parley/bench'),
    'packages/bench/package.json': manifest('@parley/bench'),
  })
  expect(said).toBe(
    'services/api/package.json lists @parley/bench: packages/bench is in no layer that services/api may use (packages/checks/src/layers.ts)',
  )
})

test('a package that stands in no layer is told so', () => {
  expect(outputFor({ 'packages/new/package.json': manifest('@parley/new') })).toBe(
    'packages/new stands in no layer: packages/checks/src/layers.ts has them',
  )
})

test('every package of this repository stands in a layer', () => {
  const folders = readWorkspace(root).packages.map(({ folder }) => folder)
  expect(folders.filter((folder) => !hasLayer(folder))).toEqual([])
})

test('a door takes types of the domain and nothing that is there when it runs; its tests may', () => {
  const said = outputFor({
    'packages/gateway/src/index.ts': `
      import type { id } from '@parley/domain'
      import { type id as other } from '@parley/domain'
      import { id as rule } from '@parley/domain'
      export { id } from '@parley/domain'`,
    'packages/gateway/test/a.test.ts': "import { id } from '@parley/domain'",
    'packages/protocol/src/index.ts': "import { id } from '@parley/domain'",
  })
  const why = 'packages/gateway is a door: it takes types of the domain, and asks the engine for all else'
  expect(said.split('\n')).toEqual(
    [3, 4, 5].map((line) => `packages/gateway/src/index.ts:${line} imports '@parley/domain': ${why}`),
  )
})

test('a door takes nothing that lies behind the engine, types neither; its tests may', () => {
  const said = outputFor({
    'packages/gateway/package.json': manifest('@parley/gateway', '@parley/engine', '@parley/live'),
    'packages/engine/package.json': manifest('@parley/engine'),
    'packages/engine/src/index.ts': 'export {}',
    'packages/live/package.json': manifest('@parley/live'),
    'packages/live/src/index.ts': 'export {}',
    'packages/gateway/src/index.ts': "import '@parley/engine'\nimport type {} from '@parley/live'",
    'packages/gateway/test/a.test.ts': "import '@parley/live'",
  })
  const why = 'packages/gateway is a door: it takes types of the domain, and asks the engine for all else'
  expect(said).toBe(`packages/gateway/src/index.ts:2 imports '@parley/live': ${why}`)
})

test('circles of files are found, types included, within and across packages, and circles of packages', () => {
  const said = outputFor({
    'packages/gateway/src/index.ts': "import './a.ts'",
    'packages/gateway/src/a.ts': "import './b.ts'",
    'packages/gateway/src/b.ts': "import type { a } from './a.ts'",
    'services/one/package.json': manifest('@parley/one', '@parley/two'),
    'services/one/src/index.ts': "import '@parley/two'",
    'services/two/package.json': manifest('@parley/two', '@parley/one'),
    'services/two/src/index.ts': "import '@parley/one'",
  })
  const [a, b] = ['packages/gateway/src/a.ts', 'packages/gateway/src/b.ts']
  const [one, two] = ['services/one/src/index.ts', 'services/two/src/index.ts']
  expect(said).toBe(
    [circle('services/one', 'services/two', 'services/one'), circle(a, b, a), circle(one, two, one)].join(
      '\n',
    ),
  )
})

test('packages whose tests need each other are a circle too', () => {
  const said = outputFor({
    'services/one/package.json': JSON.stringify({
      name: '@parley/one',
      devDependencies: { '@parley/two': '*' },
    }),
    'services/two/package.json': manifest('@parley/two', '@parley/one'),
  })
  expect(said).toBe(circle('services/one', 'services/two', 'services/one'))
})

test('a file that cannot be parsed fails, and so does a workspace without files', () => {
  expect(outputFor({ 'packages/gateway/src/index.ts': 'import { from' })).toContain('can not be parsed')
  expect(checkImports(folderWith({})).ok).toBe(false)
})

test('it reads this repository', () => {
  expect(checkImports(root).output).not.toContain('No source files')
})
