import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

test('CONTRACT-2: nothing here is imported that a browser does not have', () => {
  const sources = join(import.meta.dirname, '../src')
  const imports = readdirSync(sources, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.startsWith('testing'))
    .flatMap((file) => [...readFileSync(join(sources, file), 'utf8').matchAll(/ from '([^'.][^']*)'/g)])
    .map(([, from]) => from)
  expect(new Set(imports)).toEqual(new Set(['@parley/domain', 'io-ts']))
})
