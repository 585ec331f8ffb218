import { proxyTo } from '@parley/embedded-postgres/testing'
import { systemClock } from '@parley/runtime'
import { expect, it, onTestFinished } from 'vitest'
import { watched } from './support/watched.ts'

it('ENGINE-27: a database that gives no answer any more, and one that is gone', async () => {
  let proxy: Awaited<ReturnType<typeof proxyTo>> | undefined
  const { untilReady, untilWrong, untilTold, lines } = await watched({
    through: async (url) => {
      proxy = await proxyTo(url)
      return proxy.connectionString
    },
    clock: systemClock,
  })
  onTestFinished(async () => proxy?.close())
  // Connections that there are say nothing any more; new ones do.
  proxy?.freeze()
  await untilTold(/^The (log|database) .*no answer for 5 s/)
  proxy?.cut()
  await untilReady()
  const before = lines.length
  proxy?.refuse(true)
  proxy?.cut()
  await untilWrong('database')
  await expect.poll(() => lines.length).toBeGreaterThan(before)
  proxy?.refuse(false)
  await untilReady()
  // One cause is told once: none of what follows from it is.
  await expect.poll(() => lines.slice(before)).toHaveLength(2)
  expect(lines.slice(before)).toEqual([
    expect.stringMatching(/^The database of the read models can not be used/),
    expect.stringMatching(/^The database of the read models can be used again/),
  ])
})
