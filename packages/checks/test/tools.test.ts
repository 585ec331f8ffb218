import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checks } from '../src/checks.ts'
import type { Outcome } from '../src/outcome.ts'
import { root } from '../src/root.ts'
import { folderWith } from './fixture.ts'

const config = (file: string): string => readFileSync(join(root, file), 'utf8')

/** Runs one of our checks, with our configuration, on a folder with this one source file. */
const checked = async (name: string, source: string): Promise<Outcome> => {
  const folder = folderWith({
    'package.json': `{
  "name": "fixture",
  "type": "module",
  "main": "./src/index.ts"
}
`,
    '.oxlintrc.json': config('.oxlintrc.json'),
    'biome.json': config('biome.json'),
    'tsconfig.json': `{
  "extends": "${root}/tsconfig.json",
  "compilerOptions": { "types": [] },
  "include": ["src"]
}
`,
    'src/index.ts': source,
  })
  const check = checks(folder).find((one) => one.name === name)
  return check === undefined ? { ok: true, output: `no check ${name}` } : check.run()
}

const clean = 'export const later = async (): Promise<number> => await Promise.resolve(1)\n'

test.each([
  ['lint', `${clean}later()\n`, 'no-floating-promises'],
  ['lint', `${clean};[1].forEach(async () => { await later() })\n`, 'no-misused-promises'],
  ['lint', 'export const anything = (x: any): unknown => x\n', 'no-explicit-any'],
  ['lint', "export const text: string = JSON.parse('1')\n", 'no-unsafe-assignment'],
  ['types', "export const one: number = 'one'\n", 'TS2322'],
  ['types', 'export enum Kind { One }\n', 'TS1294'],
  ['format', 'export const  one = "one";\n', 'src/index.ts'],
  ['unused', "import 'nowhere'\n", 'nowhere'],
])('%s fails on %j', async (name, source, said) => {
  const outcome = await checked(name, source)
  expect(outcome.ok).toBe(false)
  expect(outcome.output).toContain(said)
})

test.each(['lint', 'types', 'format', 'unused'])('%s passes where nothing is wrong', async (name) => {
  expect(await checked(name, clean)).toEqual({ ok: true, output: '' })
})

test('a tool that is not there has failed', async () => {
  const { runTool } = await import('../src/run-tool.ts')
  expect(await runTool(root, ['no-such-tool'])).toMatchObject({ ok: false })
})
