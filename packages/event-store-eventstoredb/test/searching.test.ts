import { EventEmitter } from 'node:events'
import { left, right, someEvents } from '@parley/event-store/contract'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { readAllRequest } from '../src/read-request.ts'
import { readOnce } from '../src/reader.ts'
import { serverAndStore } from './support/on-server.ts'

describe('a server that searches a long log', () => {
  const filter = { streamPrefixes: ['wanted'] }

  it('LOG-ES-24: is waited for while it answers something else', async () => {
    const { server, store } = await serverAndStore({ answerWithin: 50, patience: 0 })
    await right(store.append('wanted', 'no-stream', someEvents(2)))
    let found = (): void => {}
    server.faults.search = new Promise((resolve) => {
      found = resolve
    })
    const reading = right(store.readAll({ filter }))
    const asked = () => server.reads.filter((read) => !read.filtered).length
    await expect.poll(asked).toBeGreaterThan(2)
    found()
    expect(await reading).toHaveLength(2)
    expect(server.reads.filter((read) => read.filtered)).toHaveLength(1)
  })

  it('LOG-ES-24: is not, where it answers nothing else', async () => {
    const { server, store } = await serverAndStore({ answerWithin: 50, patience: 0 })
    await right(store.append('wanted', 'no-stream', someEvents(2)))
    server.faults.search = new Promise(() => {})
    const reading = left(store.readAll({ filter }))
    await expect.poll(() => server.reads.filter((read) => read.filtered).length).toBe(1)
    server.faults.notReady = true
    expect(await reading).toEqual({ _tag: 'Unavailable', cause: 'nothing came within 50 ms' })
  })

  it('LOG-ES-24: is not given up where it found something while the other question failed', async () => {
    const calls: Array<EventEmitter> = []
    let asked = (): void => {}
    const both = new Promise<void>((resolve) => {
      asked = resolve
    })
    const connection = {
      read: async () => {
        const call = Object.assign(new EventEmitter(), { cancel: () => undefined })
        // Listened to as soon as it was handed out.
        if (calls.push(call) === 2) setImmediate(asked)
        return call
      },
    }
    const request = readAllRequest({ direction: 'forwards', filter })
    const reading = readOnce(connection as never, request, () => 'kept', false, 200, true)
    await both
    const [search, question] = calls
    search?.emit('data', { getEvent: () => ({}) })
    question?.emit('error', new Error('not now'))
    await new Promise((resolve) => setImmediate(resolve))
    search?.emit('end')
    expect(await reading).toEqual(E.right({ missing: false, last: undefined, events: ['kept'] }))
  })
})
