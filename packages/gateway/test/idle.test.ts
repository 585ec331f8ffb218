import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { ClientFrame } from '@parley/protocol'
import { expect, it } from 'vitest'
import type { Socket } from '../src/socket/socket.ts'
import { sessions, settled } from './support/sessions.ts'
import { channel, user } from './support/world.ts'

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

const heapInUse = async (): Promise<number> => {
  await settled()
  collectGarbage()
  await settled()
  collectGarbage()
  return process.memoryUsage().heapUsed
}

/** A socket that keeps nothing, and shares all that it has with the others. */
const socketThat = (answered: () => void): Socket => ({
  send: answered,
  close: () => undefined,
  terminate: () => undefined,
  pause: () => undefined,
  resume: () => undefined,
  bufferedAmount: () => 0,
})

const count = 500
const members = 100
const channelOf = (n: number) => channel(1 + Math.floor(n / members))

it('GW-47: a session that watches a channel and has nothing under way keeps less than 4 KiB', async () => {
  const { over, world: here } = sessions()
  for (let n = 0; n < count * 2; n += 1) here.join(channelOf(n), user(`user ${n}`))
  let answered = (): void => undefined
  const socket = socketThat(() => answered())
  const all: Array<unknown> = []
  const come = async (n: number): Promise<void> => {
    const session = over(socket)
    all.push(session)
    const say = (frame: ClientFrame): Promise<void> =>
      new Promise((resolve) => {
        answered = resolve
        session.receive(Buffer.from(JSON.stringify(frame)), false)
      })
    await say({ type: 'authenticate', id: 1, version: 1, token: `user ${n}` })
    await say({ type: 'query', id: 2, query: { type: 'browse', limit: 1 } })
    await say({ type: 'subscribe', id: 3, channels: [{ channelId: channelOf(n) }] })
  }

  for (let n = 0; n < count; n += 1) await come(n)
  const before = await heapInUse()
  for (let n = count; n < count * 2; n += 1) await come(n)
  const kept = ((await heapInUse()) - before) / count
  expect(all).toHaveLength(count * 2)
  expect(kept).toBeLessThan(4 * 1024)
})
