import { anEvent, idsOf, left, revision, right, someEvents } from '@parley/event-store/contract'
import { describe, expect, it } from 'vitest'
import { foreignEvent } from './support/foreign-event.ts'
import { openStore, serverAndStore } from './support/on-server.ts'

const faults = [
  'cut-after',
  'cut-before',
  'lose-answer',
  'timeout-after',
  'timeout-before',
  'answer-twice',
] as const
const expectations = [revision(1), 'any'] as const

describe('an append in doubt', () => {
  for (const fault of faults)
    it.each(expectations)(
      `LOG-ES-5: ${fault} at %s: it is settled by looking, and written once`,
      async (expected) => {
        const { server, store } = await serverAndStore({ answerWithin: 200 })
        await right(store.append('s', 'no-stream', someEvents(2)))
        server.faults.appends.push(fault)
        const batch = someEvents(3)
        const appended = await right(store.append('s', expected, batch))
        const events = await right(store.readStream('s'))
        expect(idsOf(events).slice(2)).toEqual(idsOf(batch))
        expect([appended.revision, appended.position]).toEqual([4, events[4]?.position])
        // What is found is not sent again.
        expect(server.appends()).toBe(fault.endsWith('before') ? 3 : 2)
      },
    )

  it.each(['no-stream', 'any'] as const)(
    'LOG-ES-5: the first of a stream, at %s, with the answer lost twice',
    async (expected) => {
      const { server, store } = await serverAndStore({ answerWithin: 200 })
      server.faults.appends.push('timeout-before', 'cut-after')
      const batch = someEvents(2)
      expect((await right(store.append('s', expected, batch))).revision).toBe(1)
      expect(idsOf(await right(store.readStream('s')))).toEqual(idsOf(batch))
    },
  )

  it('LOG-ES-5: many at once, with the connection cut under them: each is written once', async () => {
    const { server, store } = await serverAndStore()
    for (let n = 0; n < 40; n++) server.faults.appends.push(n % 3 === 0 ? 'cut-after' : 'cut-before')
    const streams = Array.from({ length: 30 }, (_, n) => `s-${n}`)
    const batches = streams.map(() => someEvents(2))
    const answers = await Promise.all(
      streams.map((stream, n) => right(store.append(stream, 'any', batches[n] ?? []))),
    )
    expect(answers.map((answer) => answer.revision)).toEqual(streams.map(() => 1))
    expect(server.log.entries.map(({ id }) => id).toSorted()).toEqual(batches.flatMap(idsOf).toSorted())
  })

  it('LOG-ES-26: at any, what the server has begun to write and nobody can read is waited for', async () => {
    const { server, store } = await serverAndStore({ retryFor: 2500 })
    await right(store.append('s', 'no-stream', someEvents(2)))
    server.faults.appends.push('begun')
    const batch = someEvents(1)
    expect(await right(store.append('s', 'any', batch))).toMatchObject({ revision: 2 })
    expect(idsOf(await right(store.readStream('s'))).slice(2)).toEqual(idsOf(batch))
  })

  it('LOG-ES-26: at any, where it stays so, the append was not written; it is no wrong revision', async () => {
    const { server, store } = await serverAndStore({ retryFor: 100 })
    await right(store.append('s', 'no-stream', someEvents(2)))
    server.faults.appends.push(...Array.from({ length: 50 }, () => 'begun' as const))
    expect(await left(store.append('s', 'any', someEvents(1)))).toMatchObject({ _tag: 'Unavailable' })
    expect(await right(store.readStream('s'))).toHaveLength(2)
  })

  it('LOG-ES-5: `throwOnAppendFailure=false` is not heeded: a conflict is a wrong revision', async () => {
    const { server } = await serverAndStore()
    const store = openStore(`${server.url}&throwOnAppendFailure=false`)
    await right(store.append('s', 'no-stream', someEvents(3)))
    expect(await left(store.append('s', revision(0), someEvents(1)))).toMatchObject({ actual: 2 })
  })

  it('LOG-ES-5: what another wrote in between is a wrong revision, and nothing of ours is there', async () => {
    const { server, store } = await serverAndStore({ answerWithin: 1000 })
    await right(store.append('s', 'no-stream', someEvents(1)))
    server.faults.appends.push('late')
    const lost = left(store.append('s', revision(0), someEvents(2)))
    await expect.poll(() => server.faults.late, { interval: 5 }).toHaveLength(1)
    const theirs = foreignEvent('Theirs', {})
    server.log.append('s', 0, [theirs])
    expect(await lost).toEqual({ _tag: 'WrongRevision', stream: 's', expected: 0, actual: 1 })
    for (const release of server.faults.late) release()
    expect(idsOf(await right(store.readStream('s'))).slice(1)).toEqual([theirs.id])
  })

  it.each(['no-stream', 'any'] as const)(
    'LOG-ES-6: one that the server takes late, at %s, is refused, since the try after it was written',
    async (expected) => {
      const { server, store } = await serverAndStore({ answerWithin: 100 })
      server.log.forgetful = true
      server.faults.appends.push('late')
      const batch = someEvents(2)
      await right(store.append('s', expected, batch))
      expect(server.faults.late).toHaveLength(1)
      for (const release of server.faults.late) release()
      expect(idsOf(await right(store.readStream('s')))).toEqual(idsOf(batch))
    },
  )

  it('LOG-ES-6: nor where nothing of the stream can be read any more', async () => {
    const { server, store } = await serverAndStore({ answerWithin: 100 })
    await right(openStore(server.url).append('s', 'no-stream', someEvents(2)))
    await right(store.setStreamMetadata('s', { truncateBefore: revision(2) }))
    server.log.forgetful = true
    server.faults.appends.push('late')
    const batch = someEvents(2)
    expect((await right(store.append('s', 'any', batch))).revision).toBe(3)
    for (const release of server.faults.late) release()
    expect(idsOf(await right(store.readStream('s')))).toEqual(idsOf(batch))
  })

  it('LOG-ES-5: it stays in doubt where the server can be reached no more', async () => {
    const { server, store } = await serverAndStore({ retryFor: 300 })
    await right(store.append('s', 'no-stream', someEvents(1)))
    server.faults.appends.push('cut-after')
    const cutAndGone = left(store.append('s', revision(0), someEvents(1)))
    server.log.watch(() => server.network.refuse())
    expect(await cutAndGone).toMatchObject({ _tag: 'InDoubt' })
  })

  it('LOG-ES-5: it stays in doubt where one may look no more', async () => {
    const { server, store } = await serverAndStore()
    await right(store.append('s', 'no-stream', someEvents(1)))
    server.faults.appends.push('cut-after')
    server.log.watch(() => (server.faults.denied = true))
    expect(await left(store.append('s', revision(0), someEvents(1)))).toMatchObject({ _tag: 'InDoubt' })
  })

  it('LOG-ES-5: doubt that is left is settled by appending again', async () => {
    const { server, store } = await serverAndStore({ retryFor: 200 })
    await right(store.append('s', 'no-stream', someEvents(1)))
    server.faults.appends.push('cut-after')
    const stop = server.log.watch(() => server.network.refuse())
    const batch = someEvents(2)
    expect(await left(store.append('s', revision(0), batch))).toMatchObject({ _tag: 'InDoubt' })
    stop()
    server.network.allow()
    expect((await right(store.append('s', revision(0), batch))).revision).toBe(2)
    expect(await right(store.readStream('s'))).toHaveLength(3)
  })

  it('LOG-ES-5: a server that hangs is in doubt after `answerWithin`, and asked again when it goes on', async () => {
    const { server, store } = await serverAndStore({ answerWithin: 100 })
    await right(store.append('s', 'no-stream', someEvents(1)))
    server.network.hold()
    const batch = someEvents(1)
    const appended = right(store.append('s', revision(0), batch))
    const other = openStore(server.url, { answerWithin: 50, retryFor: 0 })
    // A store that does not retry answers first: by then the store above has tried at least once.
    expect((await left(other.readAll()))._tag).toBe('Unavailable')
    server.network.allow()
    expect((await appended).revision).toBe(1)
    expect(await right(store.readStream('s'))).toHaveLength(2)
  })

  it('LOG-ES-7: an event is known again by its id in another process, whatever is expected', async () => {
    const { server, store } = await serverAndStore()
    const batch = someEvents(2)
    const first = await right(store.append('s', 'no-stream', batch))
    await right(store.append('s', 'any', someEvents(5)))
    for (const expected of [revision(6), 'any', revision(99)] as const) {
      const again = await right(openStore(server.url).append('s', expected, batch))
      expect([again.revision, again.position]).toEqual([first.revision, first.position])
    }
    expect(server.log.events('s')).toHaveLength(7)
  })

  it('LOG-ES-7: beyond the window only the server knows it, where the expected revision says so', async () => {
    const { server, store } = await serverAndStore()
    const batch = [anEvent()]
    await right(store.append('s', 'no-stream', batch))
    await right(store.append('s', revision(0), someEvents(20)))
    const other = openStore(server.url, { knownEvents: 10 })
    expect((await right(other.append('s', 'no-stream', batch))).revision).toBe(0)
    expect(server.log.events('s')).toHaveLength(21)
  })
})
