import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

test('PROTO-7: nothing here is imported that a browser does not have', () => {
  const sources = join(import.meta.dirname, '../src')
  const imports = readdirSync(sources, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => [...readFileSync(join(sources, file), 'utf8').matchAll(/ from '([^'.][^']*)'/g)])
    .map(([, from]) => from)
  expect(new Set(imports)).toEqual(
    new Set([
      '@parley/contract',
      '@parley/contract/schema',
      '@parley/domain',
      'fp-ts/lib/Either.js',
      'io-ts',
    ]),
  )
})
