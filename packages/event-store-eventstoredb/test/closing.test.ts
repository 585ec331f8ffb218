import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { left, pullToEnd, right, someEvents } from '@parley/event-store/contract'
import { describe, expect, it } from 'vitest'
import { openServer, serverAndStore } from './support/on-server.ts'

describe('closing', () => {
  it('LOG-ES-21: a process whose store is closed ends by itself', async () => {
    const server = await openServer()
    const script = fileURLToPath(new URL('support/use-and-close.ts', import.meta.url))
    const child = spawn(process.execPath, [script, server.url], { stdio: ['ignore', 'pipe', 'inherit'] })
    const said: Array<string> = []
    child.stdout.on('data', (chunk: Buffer) => said.push(chunk.toString()))
    const ended: ReadonlyArray<unknown> = await once(child, 'exit')
    expect(ended).toEqual([0, null])
    expect(said.join('')).toBe('closed\n')
    expect(server.log.entries).toHaveLength(10)
  })

  it('LOG-ES-21: nothing of it stays connected', async () => {
    const { server, store } = await serverAndStore()
    const subscription = store.subscribe()
    await pullToEnd(subscription)
    await right(store.append('s', 'any', someEvents(1)))
    await right(store.readStream('s'))
    await store.close()
    await expect.poll(() => server.network.connections()).toBe(0)
    expect(server.following()).toBe(0)
  })

  it('LOG-ES-21: appends under way are answered first, and those that wait for a server give up', async () => {
    const { server, store } = await serverAndStore()
    server.faults.delay = 50
    const answered = right(store.append('s', 'any', someEvents(1)))
    await right(store.readStream('s'))
    const closed = store.close()
    expect((await answered).revision).toBe(0)
    await closed

    const other = await serverAndStore()
    other.server.network.refuse()
    const waiting = left(other.store.append('s', 'any', someEvents(1)))
    const reading = left(other.store.readStream('s'))
    await other.store.close()
    expect(await waiting).toMatchObject({ _tag: 'Unavailable' })
    expect(await reading).toMatchObject({ _tag: 'Unavailable' })
  })
})
