import type { Client } from '@parley/client'
import { text } from '@parley/domain/testing'
import * as E from 'fp-ts/lib/Either.js'
import { expect, it } from 'vitest'
import { create } from './support/activity.ts'
import { personAt, seen } from './support/engine.ts'
import { dataFolder, isAlive, running, startParley, untilGone } from './support/process.ts'

const say = async (client: Client, words: string): Promise<void> => {
  const channelId = await create(client, [])
  const sent = await client.send({ channelId, body: text(words) })
  if (E.isLeft(sent)) throw new Error(JSON.stringify(sent.left))
}

/** The previews, once there are as many: the list may come before the next projector has caught up. */
const previews = (client: Client, many: number): Promise<ReadonlyArray<string>> =>
  seen(client, ({ conversations }) => {
    const texts = [...conversations.values()].flatMap(({ lastMessage }) => lastMessage?.body?.text ?? [])
    return texts.length < many ? undefined : texts
  })

it('ENGINE-7, ENGINE-9, PG-21: kill -9 of the engine alone: the next one takes on its Postgres, loses nothing, and lets no other in', async () => {
  const folder = dataFolder()
  const first = await running(folder)
  // PG-21: a newcomer sees where the data is, and why the first start takes a while.
  expect(first.lines.slice(0, 2)).toEqual([
    expect.stringContaining(folder),
    expect.stringMatching(/^Making a Postgres database in .*first time/),
  ])
  const ada = personAt(first.url, 'ada')
  await say(ada, 'before the kill')
  ada.close()
  first.child.kill('SIGKILL')
  await first.ended
  expect(isAlive(first.postmaster)).toBe(true)
  const second = await running(folder)
  expect(second.postmaster).toBe(first.postmaster)
  const again = personAt(second.url, 'ada')
  expect(await previews(again, 1)).toEqual(['before the kill'])
  again.close()

  // ENGINE-9: while that one lives, there is no second one on its folder; it is not disturbed.
  const third = startParley(folder, { PORT: '0' })
  expect(await third.ended).toBe(1)
  expect(third.lines.join('\n')).toContain(String(second.pid))
  const still = personAt(second.url, 'bo')
  await say(still, 'still here')
  still.close()

  // ENGINE-8: Ctrl-C reaches the whole process group.
  process.kill(-second.pid, 'SIGINT')
  expect(await second.ended).toBe(0)
  await untilGone([second.postmaster])
})

it('ENGINE-11: without a key it listens on this machine alone', async () => {
  const open = startParley(dataFolder(), { HOST: '0.0.0.0', PARLEY_JWT_SECRET: '' })
  expect(await open.ended).toBe(1)
  expect(open.lines.join('\n')).toMatch(/^HOST is 0\.0\.0\.0, .*PARLEY_JWT_SECRET/)
})

it("GWS-3: a variable that can't be used is named before anything is started", async () => {
  const loud = startParley(dataFolder(), { LOG_LEVEL: 'loud' })
  expect(await loud.ended).toBe(1)
  expect(loud.lines).toEqual(['LOG_LEVEL is not one of fatal, error, warn, info, debug, trace, silent'])
})
