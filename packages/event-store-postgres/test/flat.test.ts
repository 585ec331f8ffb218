import { expect, it } from 'vitest'
import { growing, touchedIn } from './touched.ts'

it('LOG-38: reading and appending touch no more of a log that is twenty times as long', async () => {
  const short = await touchedIn(10_000)
  const long = await touchedIn(200_000)
  expect(Object.values(short).every((pages) => pages > 0)).toBe(true)
  expect(growing(short, long)).toEqual([])
})
