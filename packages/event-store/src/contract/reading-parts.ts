import * as E from 'fp-ts/lib/Either.js'
import { expect, it } from 'vitest'
import type { PartsLimit, StreamPart, StreamPartQuery } from '../stream-parts.ts'
import { anEvent, ownPrefix, position, revision, right, someEvents } from './harness.ts'
import type { Under } from './harness.ts'

const plenty: PartsLimit = { events: 10_000, bytes: 10_000_000 }

const asked = (stream: string, from: number, most = 100): StreamPartQuery => ({
  stream,
  from: revision(from),
  most,
})

export const readingParts = (under: Under): void => {
  const read = async (
    queries: ReadonlyArray<StreamPartQuery>,
    most: PartsLimit = plenty,
  ): Promise<ReadonlyArray<StreamPart>> => {
    const parts = await under().store.readStreams(queries, most)()
    return parts.map((part) => {
      if (E.isLeft(part)) throw new Error(`unexpectedly left: ${JSON.stringify(part.left)}`)
      return part.right
    })
  }
  /** Streams of so many events each, of which each takes about so many bytes. */
  const filled = async (counts: ReadonlyArray<number>, bytes = 10): Promise<ReadonlyArray<string>> => {
    const prefix = ownPrefix()
    const streams = counts.map((_, n) => `${prefix}${n}`)
    for (const [n, count] of counts.entries()) {
      const events = Array.from({ length: count }, () => anEvent('Happened', { text: 'x'.repeat(bytes) }))
      if (count > 0) await right(under().store.append(streams[n] ?? '', 'any', events))
    }
    return streams
  }
  /** Where those end that were looked at. */
  const endsOf = (parts: ReadonlyArray<StreamPart>): ReadonlySet<number | undefined> =>
    new Set(parts.filter(({ leftOut }) => leftOut !== true).map(({ end }) => end?.revision))
  const revisionsOf = ({ events }: StreamPart): ReadonlyArray<number> => events.map((event) => event.revision)

  it('LOG-25: none of no streams', async () => {
    expect(await read([])).toEqual([])
  })

  it('LOG-25: each goes on from its revision, as it is read by itself, in the order of the questions', async () => {
    const { store } = under()
    const [a = '', b = '', c = ''] = await filled([3, 5, 1])
    const parts = await read([asked(b, 2), asked(a, 0), asked(c, 0)])
    for (const [n, { stream, from }] of [asked(b, 2), asked(a, 0), asked(c, 0)].entries()) {
      const alone = await right(store.readStream(stream, { from }))
      expect(parts[n]?.events).toEqual(alone)
      expect(parts[n]?.end).toEqual({
        revision: alone.at(-1)?.revision,
        position: alone.at(-1)?.position,
      })
    }
  })

  it('LOG-25: the same stream may be asked twice', async () => {
    const [a = ''] = await filled([4])
    expect((await read([asked(a, 3), asked(a, 1)])).map(revisionsOf)).toEqual([[3], [1, 2, 3]])
  })

  it('LOG-25: behind its end, and of a stream that is not there, there is nothing', async () => {
    const [a = '', b = ''] = await filled([2, 0])
    const parts = await read([asked(a, 2), asked(a, 9), asked(b, 0)])
    expect(parts.map(({ events }) => events)).toEqual([[], [], []])
    expect(parts.map(({ end }) => end?.revision)).toEqual([1, 1, undefined])
  })

  it('LOG-25: of one that has more than the most, only where it ends is said', async () => {
    const [a = ''] = await filled([5])
    const parts = await read([asked(a, 0, 5), asked(a, 0, 4), asked(a, 0, 0), asked(a, 1, 4)])
    expect(parts.map(revisionsOf)).toEqual([[0, 1, 2, 3, 4], [], [], [1, 2, 3, 4]])
    expect(parts.map(({ end }) => end?.revision)).toEqual([4, 4, 4, 4])
  })

  it('LOG-25: together they come to little more than the most bytes, and those that are looked at say where they end', async () => {
    const streams = await filled(
      Array.from({ length: 12 }, () => 20),
      1_000,
    )
    const parts = await read(
      streams.map((stream) => asked(stream, 0)),
      { events: 10_000, bytes: 50_000 },
    )
    expect(endsOf(parts)).toEqual(new Set([19]))
    expect(revisionsOf(parts[0] ?? { end: undefined, events: [] })).toHaveLength(20)
    const count = parts.reduce((sum, { events }) => sum + events.length, 0)
    expect(count).toBeGreaterThanOrEqual(45)
    expect(count).toBeLessThanOrEqual(150)
    for (const part of parts) expect(revisionsOf(part)).toEqual(part.events.map((_, n) => n))
  })

  it('LOG-25: together they come to little more than the most events', async () => {
    const streams = await filled(Array.from({ length: 12 }, () => 20))
    const parts = await read(
      streams.map((stream) => asked(stream, 0)),
      { events: 50, bytes: 10_000_000 },
    )
    expect(endsOf(parts)).toEqual(new Set([19]))
    const count = parts.reduce((sum, { events }) => sum + events.length, 0)
    expect(count).toBeGreaterThanOrEqual(50)
    expect(count).toBeLessThanOrEqual(12 * 20)
    expect(parts[0]?.events).toHaveLength(20)
  })

  it('LOG-25: of the first that has any, as many come as there is room for, and one at the least', async () => {
    const [none = '', large = '', small = ''] = await filled([0, 3, 3], 5_000)
    const parts = await read([asked(none, 0), asked(large, 0), asked(small, 0)], { events: 10_000, bytes: 1 })
    expect(parts.map(({ events }) => events.length > 0)).toEqual([false, true, false])
  })

  it('LOG-25: what is asked for its end alone is never left out', async () => {
    const streams = await filled([20, 20, 20], 1_000)
    const [a = '', b = '', c = ''] = streams
    const parts = await read([asked(a, 0), asked(b, 0, 0), asked(c, 0, 0)], { events: 1, bytes: 1 })
    expect(parts.map(({ end }) => end?.revision)).toEqual([19, 19, 19])
  })

  it('LOG-25: whoever was answered reads what was written', async () => {
    const { store } = under()
    const [a = ''] = await filled([1])
    for (let n = 1; n < 20; n += 1) {
      const appended = await right(store.append(a, 'any', someEvents(1)))
      const [part] = await read([asked(a, n)])
      expect(part?.end).toEqual({ revision: revision(n), position: position(appended.position) })
      expect(part?.events).toHaveLength(1)
    }
  })

  it('LOG-25: retention is each stream’s own', async () => {
    const { store } = under()
    const [counted = '', cut = '', gone = '', whole = ''] = await filled([6, 6, 6, 6])
    await right(store.setStreamMetadata(counted, { maxCount: 2 }))
    await right(store.setStreamMetadata(cut, { truncateBefore: revision(3) }))
    await right(store.setStreamMetadata(gone, { truncateBefore: revision(6) }))
    const parts = await read([asked(counted, 1), asked(cut, 4), asked(gone, 0), asked(whole, 5)])
    expect(parts.map(revisionsOf)).toEqual([[4, 5], [4, 5], [], [5]])
    expect(parts.map(({ end }) => end?.revision)).toEqual([5, 5, undefined, 5])
  })

  it('LOG-25: of what is older than maxAge nothing is read', async ({ skip }) => {
    const { store, grow } = under()
    if (grow === undefined) {
      skip('no way to let time pass')
      return
    }
    const [aged = '', old = ''] = await filled([2, 2])
    await right(store.setStreamMetadata(aged, { maxAge: 60 }))
    await right(store.setStreamMetadata(old, { maxAge: 60 }))
    await grow(120)
    await right(store.append(aged, revision(1), someEvents(1)))
    const parts = await read([asked(aged, 0), asked(old, 0)])
    expect(parts.map(revisionsOf)).toEqual([[2], []])
    expect(parts.map(({ end }) => end?.revision)).toEqual([2, undefined])
  })

  it('LOG-25: a stream that was deleted says so, and keeps nothing from the others', async () => {
    const { store } = under()
    const [a = '', b = ''] = await filled([2, 2])
    await right(store.deleteStream(a, revision(1)))
    const [deleted, other] = await store.readStreams([asked(a, 0), asked(b, 0)], plenty)()
    expect(deleted).toEqual(E.left({ _tag: 'StreamDeleted', stream: a }))
    expect(other).toMatchObject({ right: { end: { revision: 1 } } })
  })
}
