import { text } from '@parley/domain/testing'
import * as E from 'fp-ts/lib/Either.js'
import { expect, it } from 'vitest'
import { create } from './support/activity.ts'
import { personAt } from './support/engine.ts'
import { dataFolder, isAlive, postmasterOf, running, untilGone } from './support/process.ts'
import { happened, segmentsOf, upTo, wrong } from './support/truth.ts'

const statusOf = async (port: number, path: string): Promise<number> =>
  (await fetch(`http://127.0.0.1:${port}${path}`)).status

it('ENGINE-28: kill -9 of the embedded Postgres alone: it is started again, and nothing acknowledged is lost', async () => {
  const folder = dataFolder()
  const engine = await running(folder)
  const ada = personAt(engine.url, 'ada')
  const channelId = await create(ada, [])
  const acknowledged: Array<string> = []
  let stopped = false
  const sending = async (): Promise<void> => {
    for (let n = 0; !stopped; n += 1) {
      const words = `message ${n}`
      const sent = await ada.send({ channelId, body: text(words) })
      if (E.isRight(sent)) acknowledged.push(words)
    }
  }
  const done = sending()
  let before = engine.postmaster
  for (let kill = 0; kill < 1; kill += 1) {
    const so = acknowledged.length
    await expect.poll(() => acknowledged.length).toBeGreaterThan(so + 20)
    process.kill(before, 'SIGKILL')
    await untilGone([before])
    const after = acknowledged.length
    await expect.poll(() => acknowledged.length).toBeGreaterThan(after + 20)
    const now = postmasterOf(folder)
    expect(now).not.toBe(null)
    expect(now).not.toBe(before)
    before = now ?? 0
  }
  stopped = true
  await done
  await expect.poll(() => statusOf(engine.port, '/ready')).toBe(200)
  expect(engine.lines.filter((line) => /^Postgres \(process \d+\) is gone/.test(line))).toHaveLength(1)

  const events = await happened(engine.stores)
  const said = events.flatMap((event) => (event.type === 'MessageSent' ? [event.body] : []))
  const texts = said.flatMap((body) => (body.kind === 'text' ? [String(body.text)] : []))
  expect(acknowledged.filter((words) => !texts.includes(words))).toEqual([])
  expect(new Set(texts).size).toBe(texts.length)
  for (const those of segmentsOf(events).values()) expect(those).toEqual(upTo(those.length))
  await expect.poll(() => wrong(engine.stores)).toEqual([])
  ada.close()
  engine.child.kill('SIGTERM')
  expect(await engine.ended).toBe(0)
  expect(isAlive(before)).toBe(false)
})
