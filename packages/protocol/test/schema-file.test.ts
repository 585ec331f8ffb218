import { written } from '@parley/contract/schema'
import { expect, test } from 'vitest'
import { protocolSchema } from '../src/schema/protocol-schema.ts'

test('CONTRACT-10: the schema that is checked in is that of the frames', async () => {
  await expect(written(protocolSchema)).toMatchFileSnapshot('../schema/protocol.json')
})
