import { expect, it } from 'vitest'
import { growing, touchedIn } from './touched.ts'

it('LOG-38: reading and appending touch no more of ten million events than of ten thousand', async () => {
  const short = await touchedIn(10_000)
  const long = await touchedIn(10_000_000)
  expect(growing(short, long)).toEqual([])
})
