import { feedId } from '@parley/domain/testing'
import { schemaOf } from '@parley/wiring'
import * as E from 'fp-ts/lib/Either.js'
import { expect, onTestFinished, test } from 'vitest'
import { create, online } from './support/activity.ts'
import { freshEngine, personAt, seen } from './support/engine.ts'
import { answered, changed, countingOf, readModels, talking } from './support/read-models.ts'

test('GEN-2, GEN-20, GEN-30, GEN-32: readers are moved to what a changed projection makes, and back, while people talk', async () => {
  const engine = await freshEngine()
  onTestFinished(engine.close)
  const { databaseUrl, url, stores } = engine
  const own = schemaOf(stores)
  const [ada, bo] = [personAt(url, 'ada'), personAt(url, 'bo')]
  onTestFinished(ada.close)
  onTestFinished(bo.close)
  await online(ada)
  const channelId = await create(ada, ['bo'])
  await seen(bo, ({ conversations }) => conversations.has(channelId))
  await bo.open(channelId)
  const told = countingOf(bo)
  const stop = talking([ada], channelId)
  const answeredAt = async (): Promise<string | null | undefined> => {
    const page = await ada.query({ type: 'history', channelId, feedId: feedId('main'), limit: 1 })
    return E.isRight(page) ? page.right.value.messages[0]?.lastReplyAt : undefined
  }
  await expect.poll(answeredAt).toBeNull()

  const building = changed(databaseUrl, 'build', '--follow', '--json')
  const built = await building.says(/^\{"built"/)
  const other = /"schema":"(parley_[0-9a-f]{12})"/.exec(built)?.[1] ?? ''
  expect(other).not.toBe(own)
  const diff = changed(databaseUrl, 'diff', own, other, '--samples', '1')
  expect(await diff.ended).toBe(0)
  expect(diff.lines.join('\n')).toMatch(/messages: 0 added, 0 gone, \d+ changed \(last_reply_at in \d+\)/)
  expect(await changed(databaseUrl, 'activate', other, '--for', own).ended).toBe(0)
  await expect.poll(answeredAt).toMatch(/^20/)
  expect(await answered(readModels(databaseUrl, 'revert'))).toMatchObject({ from: other, to: own })
  await expect.poll(answeredAt).toBeNull()

  const sent = await stop()
  await expect.poll(() => told.size, { timeout: 30_000 }).toBe(sent.length)
  expect([...told.values()].filter((times) => times !== 1)).toEqual([])
  building.child.kill('SIGINT')
  expect(await building.ended).toBe(0)
}, 300_000)
