import { once } from 'node:events'
import { createServer } from 'node:net'
import { text } from '@parley/domain/testing'
import { expect, it } from 'vitest'
import { create } from './support/activity.ts'
import { personAt } from './support/engine.ts'
import { dataFolder, isAlive, postmasterOf, running, startParley } from './support/process.ts'

it('ENGINE-8: SIGTERM answers what is under way, stops everything, and ends with 0', async () => {
  const engine = await running(dataFolder())
  const ada = personAt(engine.url, 'ada')
  const channelId = await create(ada, [])
  const sent = Array.from({ length: 50 }, (_, n) => ada.send({ channelId, body: text(`message ${n}`) }))
  await sent[0]
  engine.child.kill('SIGTERM')
  expect(await engine.ended).toBe(0)
  expect(isAlive(engine.postmaster)).toBe(false)
  expect(engine.lines.at(-1)).toBe('Stopping.')
  ada.close()
  await Promise.all(sent)
})

it('ENGINE-17, ENGINE-8: where the log is not to be reached it says why, stops everything, and ends with 1', async () => {
  const folder = dataFolder()
  const alone = startParley(folder, { PORT: '0', EVENTSTORE_URL: 'esdb://127.0.0.1:1?tls=false' })
  expect(await alone.ended).toBe(1)
  expect(alone.lines.join('\n')).toMatch(/could not start: the log can't be opened.*ECONNREFUSED/)
  expect(postmasterOf(folder)).toBe(null)
})

it('ENGINE-8, ENGINE-10: where its port is taken it says so, stops everything, and ends with 1', async () => {
  const folder = dataFolder()
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const address = other.address()
  const taken = address === null || typeof address === 'string' ? 0 : address.port
  const asked = startParley(folder, { PORT: String(taken) })
  expect(await asked.ended).toBe(1)
  expect(asked.lines).toContain(
    `Port ${taken} is taken. Set PORT to another one, or leave it out to get a free one.`,
  )
  expect(postmasterOf(folder)).toBe(null)
  other.close()
})
