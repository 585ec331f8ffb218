import { anEvent, idsOf, left, right, someEvents } from '@parley/event-store/contract'
import { describe, expect, it } from 'vitest'
import { openServer, openStore, serverAndStore } from './support/on-server.ts'

describe('several that append to one stream and expect nothing', () => {
  it.each([2, 3, 5])('LOG-ES-23: of %d stores none is left out', async (count) => {
    const server = await openServer()
    // As long as a disk takes: whoever wrote is back at the server before the others have looked.
    server.faults.delay = 2
    const stores = Array.from({ length: count }, () => openStore(server.url))
    const written = stores.map((): Array<string> => [])
    let toWrite = 100 * count
    await Promise.all(
      stores.map(async (store, n) => {
        while (toWrite-- > 0) {
          const event = anEvent()
          await right(store.append('s', 'any', [event]))
          written[n]?.push(event.id)
        }
      }),
    )
    expect(Math.min(...written.map((ids) => ids.length))).toBeGreaterThan(25)
    const there = idsOf(await right(openStore(server.url).readStream('s')))
    expect(there.toSorted()).toEqual(written.flat().toSorted())
  })

  it('LOG-ES-23: a server that says that others were quicker is there: what comes then is waited for anew', async () => {
    const { server, store } = await serverAndStore({ retryFor: 100 })
    server.faults.delay = 10
    server.faults.appends = [...Array.from({ length: 30 }, () => 'overtaken' as const), 'timeout-before']
    expect(await right(store.append('s', 'any', someEvents(1)))).toMatchObject({ revision: 30 })
  })

  it('LOG-ES-23: where others are quicker without an end it is Unavailable, and nothing was written', async () => {
    const { server, store } = await serverAndStore({ retryFor: 600_000 })
    server.faults.appends = Array.from({ length: 500 }, () => 'overtaken')
    const events = someEvents(2)
    expect(await left(store.append('s', 'any', events))).toMatchObject({ _tag: 'Unavailable' })
    expect(server.log.events('s')).toHaveLength(500)
    expect(await right(store.append('s', 'any', events))).toMatchObject({ revision: 501 })
  })
})
