import { expect, it } from 'vitest'
import { killAndCount } from './support/kills.ts'
import { upTo } from './support/truth.ts'

it('ENGINE-5, ENGINE-6: kill -9 of all of it under load: what was acknowledged is there, once and in order', async () => {
  const { segments, acknowledged, inDoubt, ...rest } = await killAndCount(1, 60)
  expect(rest).toEqual({ lost: [], doubled: [], missing: [], wrong: [], exitCode: 0, left: false })
  for (const those of segments.values()) expect(those).toEqual(upTo(those.length))
  console.log(`kill -9: ${acknowledged} messages kept, ${inDoubt} of them never acknowledged`)
})
