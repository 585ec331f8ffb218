import { randomUUID } from 'node:crypto'
import type { ChannelId, Position, TenantId, UserId } from '@parley/domain'
import { type Proxy, proxyTo } from '@parley/embedded-postgres/testing'
import { lookUpPool, queryPool, watchHead } from '@parley/projection'
import { queries } from '@parley/read-models'
import type { PostgresPoolClient } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { leavingSilence } from '../src/queries/leaving-silence.ts'
import { type Generation, generation, placed, schema } from './harness.ts'
import { story } from './story.ts'

const nothing = { command: 'SELECT', rowCount: 0, rows: [] }

describe('lines that die without a word', () => {
  let here: Generation
  let proxy: Proxy
  let impatient: string
  beforeEach(async () => {
    here = await generation()
    await here.renew()
    proxy = await proxyTo(here.database.connectionString)
    const url = new URL(proxy.connectionString)
    url.searchParams.set('query_timeout', '1000')
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

  it.each(['answer', 'memberships'] as const)(
    'RM-14: a question to the read models (%s) without an answer is unavailable, and the next one is answered',
    async (call) => {
      const pool = queryPool(impatient, { max: 1 })
      const asked = queries({ pool, schema, head: { reached: () => Promise.resolve(true) } })
      const viewer = { tenantId: 'default' as TenantId, userId: 'ada' as UserId }
      const one = async () =>
        call === 'answer'
          ? asked.answer(viewer, { type: 'conversations' })()
          : asked.memberships(viewer, [randomUUID() as ChannelId])()
      expect(await one()).toMatchObject({ _tag: 'Right' })
      void proxy.swallow('answers')
      expect(await one()).toMatchObject({ left: { _tag: 'Unavailable' } })
      expect(await one()).toMatchObject({ _tag: 'Right' })
      await pool.end()
    },
  )

  it('RM-14: what would wait behind a question without an answer is not asked, such as a rollback', async () => {
    const asked: Array<string> = []
    const given: Array<boolean | undefined> = []
    const client = {
      query: (text: string) => {
        asked.push(text)
        return text === 'two' ? Promise.reject(new Error('Query read timeout')) : Promise.resolve(nothing)
      },
      release: (destroy?: boolean) => given.push(destroy),
    }
    const connect = () => Promise.resolve(client as unknown as PostgresPoolClient)
    const pool = leavingSilence({ options: {}, connect, end: () => Promise.resolve() })
    const connection = await pool.connect()
    await connection.query('one', [])
    await expect(connection.query('two', [])).rejects.toThrow('timeout')
    await expect(connection.query('rollback', [])).rejects.toThrow('timeout')
    connection.release()
    expect(asked).toEqual(['one', 'two'])
    expect(given).toEqual([true])
  })

  it('RM-14: closing does not wait for a line that is dead', async () => {
    const head = watchHead(impatient, schema, 60_000)
    await new Promise<void>((resolve) => head.listen(() => resolve()))
    proxy.freeze()
    await head.close()
    expect(head.known()).toBe(0)
  })

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
