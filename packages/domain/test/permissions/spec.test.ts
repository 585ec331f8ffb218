import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { withTables } from './spec.ts'

const file = join(import.meta.dirname, '../../../../docs/spec/permissions.md')

test('PERM-9: the tables of the spec are those of the rules; `vitest -u` writes them anew', async () => {
  await expect(withTables(readFileSync(file, 'utf8'))).toMatchFileSnapshot(file)
})
