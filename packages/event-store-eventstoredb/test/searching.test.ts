import { left, right, someEvents } from '@parley/event-store/contract'
import { describe, expect, it } from 'vitest'
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
})
