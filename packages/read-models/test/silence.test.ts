import type { Position } from '@parley/domain'
import { type Proxy, proxyTo } from '@parley/embedded-postgres/testing'
import { lookUpPool, queryPool, watchHead } from '@parley/read-models'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Generation, generation, placed, schema } from './harness.ts'
import { story } from './story.ts'

describe('lines that die without a word', () => {
  let here: Generation
  let proxy: Proxy
  let impatient: string
  beforeEach(async () => {
    here = await generation()
    await here.renew()
    proxy = await proxyTo(here.database.connectionString)
    const url = new URL(proxy.connectionString)
    url.searchParams.set('query_timeout', '200')
    impatient = url.href
  })
  afterEach(async () => {
    await proxy.close()
    await here.close()
  })

  it.each([
    ['queries', queryPool],
    ['decisions', lookUpPool],
  ] as const)(
    'RM-14: a question of %s without an answer fails, and the next one is answered',
    async (_, open) => {
      const pool = open(impatient)
      const one = () => pool.query('select 1 as one')
      await one()
      void proxy.swallow('answers')
      await expect(one()).rejects.toThrow('timeout')
      expect((await one()).rows).toEqual([{ one: 1 }])
      await pool.end()
    },
  )

  it('RM-14: who listens notices, and hears what it was not told', async () => {
    const head = watchHead(impatient, schema, 20)
    await new Promise<void>((resolve) => {
      const leave = head.listen(() => {
        leave()
        resolve()
      })
    })
    await proxy.swallow('answers')
    const events = placed(story().world.events)
    await here.project(events)
    const last = events.at(-1)?.position ?? (0 as Position)
    expect(last).toBeGreaterThan(0)
    expect(await head.reached(last, 60_000)).toBe(true)
    await head.close()
  })
})
