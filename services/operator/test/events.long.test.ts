import { expect, it } from 'vitest'
import { killedExport } from './support/events.ts'

it('EXPORT-8: killed with -9 wherever it is, and run again, an export to Parquet gives what a run without that gives', async () => {
  const kills = [1, 2, 4, 7, 9, 11]
  const { done, whole, again } = await killedExport('parquet', kills)
  expect(done).toMatchObject({ code: 0, said: '6000 events in 12 files, up to position 6000\n' })
  expect(again).toEqual(kills.map(() => whole))
})
