import { EventEmitter, once } from 'node:events'
import { right, someEvents } from '@parley/event-store/contract'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { readAllRequest } from '../src/read-request.ts'
import { readOnce } from '../src/reader.ts'
import { serverAndStore } from './support/on-server.ts'

describe('a server that searches a long log', () => {
  const filter = { streamPrefixes: ['matching'] }

  it('LOG-ES-24: is waited for while it answers something else', async () => {
    // The time that an answer may take also covers connecting, on a busy machine.
    const { server, store } = await serverAndStore({ answerWithin: 1000 })
    await right(store.append('matching', 'no-stream', someEvents(2)))
    await right(store.readStream('matching'))
    let found = (): void => {}
    server.faults.search = new Promise((resolve) => {
      found = resolve
    })
    const before = server.reads.length
    const reading = right(store.readAll({ filter }))
    await expect.poll(() => server.reads.length).toBeGreaterThan(before + 1)
    found()
    expect(await reading).toHaveLength(2)
    expect(server.reads.filter((read) => read.filtered)).toHaveLength(1)
  })

  const request = readAllRequest({ direction: 'forwards', filter })

  /** A server's calls as they are asked for, to be answered by hand. */
  const byHand = () => {
    const calls: Array<EventEmitter> = []
    const came = new EventEmitter()
    const connection = {
      read: async () => {
        const call = Object.assign(new EventEmitter(), { cancel: () => undefined })
        calls.push(call)
        // Listened to as soon as it was handed out.
        setImmediate(() => came.emit(`${calls.length}`))
        return call
      },
    }
    return { calls, connection: connection as never, asked: (n: number) => once(came, `${n}`) }
  }

  it('LOG-ES-24: is not, where it answers nothing else', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    onTestFinished(() => void vi.useRealTimers())
    const { connection, asked } = byHand()
    const reading = readOnce(connection, request, () => 'kept', false, 200, true)
    await asked(1)
    const second = asked(2)
    vi.advanceTimersByTime(200)
    await second
    vi.advanceTimersByTime(200)
    expect(await reading).toEqual(E.left({ _tag: 'lost', cause: 'nothing came within 200 ms' }))
  })

  it('LOG-ES-24: is not given up where it found something while the other question failed', async () => {
    const { calls, connection, asked } = byHand()
    const reading = readOnce(connection, request, () => 'kept', false, 200, true)
    await asked(2)
    const [search, question] = calls
    search?.emit('data', { getEvent: () => ({}) })
    question?.emit('error', new Error('not now'))
    await new Promise((resolve) => setImmediate(resolve))
    search?.emit('end')
    expect(await reading).toEqual(E.right({ missing: false, last: undefined, events: ['kept'] }))
  })
})
