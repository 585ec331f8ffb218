import { acme, adasChannel, bob } from '@parley/domain/testing'
import { testDatabase } from '@parley/embedded-postgres/testing'
import { queryPool } from '@parley/projection'
import { schemaOf } from '@parley/wiring'
import { expect, onTestFinished, test } from 'vitest'
import { readModels } from './support/command.ts'
import { writeLog } from './support/log.ts'

const answerOf = async (url: string, ...words: ReadonlyArray<string>): Promise<unknown> => {
  const running = readModels(url, ...words, '--json')
  await running.ended
  return JSON.parse(running.lines.at(-1) ?? 'null')
}

test('GEN-20, GEN-50, GEN-51, GEN-52, GEN-53, GEN-55: differences are named with what is behind them, explained, and healed', async () => {
  const database = await testDatabase()
  onTestFinished(database.drop)
  const { connectionString: url } = database
  const stores = { databaseUrl: url, eventStoreUrl: undefined }
  const schema = schemaOf(stores)
  await writeLog(stores, 9)
  expect(await answerOf(url, 'build')).toMatchObject({ schema, ended: 'built', events: 13 })
  expect(await answerOf(url, 'build')).toMatchObject({ schema: `${schema}_2`, ended: 'built' })
  const pool = queryPool(url)
  onTestFinished(() => pool.end())
  await pool.query(`update ${schema}_2.messages set reply_count = 5 where segment = 3`)
  expect(await answerOf(url, 'diff', schema, `${schema}_2`)).toMatchObject({
    positions: [13, 13],
    differences: 1,
    tables: expect.arrayContaining([
      expect.objectContaining({
        table: 'messages',
        changed: 1,
        columns: { reply_count: 1 },
        samples: [
          expect.objectContaining({
            columns: ['reply_count'],
            origin: {
              stream: `channel-${acme}.${adasChannel}`,
              events: [expect.objectContaining({ type: 'MessageSent' })],
            },
          }),
        ],
      }),
    ]),
  })
  const words = readModels(url, 'diff', schema, `${schema}_2`)
  expect(await words.ended).toBe(0)
  expect(words.lines.join('\n')).toMatch(/reply_count: 0 → 5[^]*by MessageSent at revision \d+ of channel-/)
  expect(await answerOf(url, 'audit', `${schema}_2`, '--heal', '--why', 'drill')).toMatchObject({
    streams: null,
    differences: [{ table: 'messages' }],
    healed: [{ events: 13 }],
  })
  expect(await answerOf(url, 'audit', `${schema}_2`, '--sample', '5')).toMatchObject({
    streams: 1,
    differences: [],
  })
  const of = ['--tenant', acme, '--channel', adasChannel, '--person', bob]
  expect(await answerOf(url, 'why', ...of)).toMatchObject({
    unread: 4,
    messages: [{ segment: 2 }, {}, {}, {}],
  })
  expect(await answerOf(url, 'why', ...of.slice(0, 4), '--person', 'nobody')).toMatchObject({
    error: expect.stringContaining('no member'),
  })
  expect(await answerOf(url, 'parked')).toEqual([])
  const channel = `channel-${acme}.${adasChannel}`
  expect(await answerOf(url, 'parked', 'skip', channel)).toMatchObject({
    error: expect.stringContaining('--why'),
  })
  expect(await answerOf(url, 'parked', 'skip', channel, '--why', 'drill')).toMatchObject({
    error: expect.stringContaining('not given up'),
  })
  expect(await answerOf(url, 'parked', 'skipped')).toEqual([])
})
