import { expect, test } from 'vitest'
import { contractSchema, written } from '../src/schema/index.ts'

test('CONTRACT-10: the schema that is checked in is that of the codecs', async () => {
  await expect(written(contractSchema)).toMatchFileSnapshot('../schema/contract.json')
})
