import { expect, it } from 'vitest'
import { endOf, idsOf, ownPrefix, revision, right, someEvents } from './harness.ts'
import type { Under } from './harness.ts'

export const retention = (under: Under): void => {
  it('LOG-17: metadata are what was set last, and none where none were set', async () => {
    const { store } = under()
    const stream = `${ownPrefix()}s`
    expect(await right(store.streamMetadata(stream))).toEqual({})
    const all = { maxAge: 3600, maxCount: 5, truncateBefore: revision(2) }
    await right(store.setStreamMetadata(stream, all))
    expect(await right(store.streamMetadata(stream))).toEqual(all)
    await right(store.setStreamMetadata(stream, { maxCount: 7 }))
    expect(await right(store.streamMetadata(stream))).toEqual({ maxCount: 7 })
    await right(store.setStreamMetadata(stream, {}))
    expect(await right(store.streamMetadata(stream))).toEqual({})
  })

  it('LOG-17: a stream that only has metadata is not there', async () => {
    const { store } = under()
    const stream = `${ownPrefix()}s`
    await right(store.setStreamMetadata(stream, { maxCount: 2 }))
    expect(await right(store.readStream(stream))).toEqual([])
    expect((await right(store.append(stream, 'no-stream', someEvents(3)))).revision).toBe(2)
    expect((await right(store.readStream(stream))).map((event) => event.revision)).toEqual([1, 2])
  })

  it('LOG-17: of maxCount the newest are read', async () => {
    const { store } = under()
    const stream = `${ownPrefix()}s`
    await right(store.append(stream, 'any', someEvents(6)))
    await right(store.setStreamMetadata(stream, { maxCount: 4 }))
    const revisions = async (query?: Parameters<typeof store.readStream>[1]) =>
      (await right(store.readStream(stream, query))).map((event) => event.revision)
    expect(await revisions()).toEqual([2, 3, 4, 5])
    expect(await revisions({ from: revision(0), limit: 2 })).toEqual([2, 3])
    expect(await revisions({ direction: 'backwards' })).toEqual([5, 4, 3, 2])
    expect((await right(store.append(stream, revision(5), someEvents(1)))).revision).toBe(6)
    expect(await revisions()).toEqual([3, 4, 5, 6])
  })

  it('LOG-17: what is before truncateBefore is not read', async () => {
    const { store } = under()
    const stream = `${ownPrefix()}s`
    await right(store.append(stream, 'any', someEvents(6)))
    await right(store.setStreamMetadata(stream, { truncateBefore: revision(4) }))
    expect((await right(store.readStream(stream))).map((event) => event.revision)).toEqual([4, 5])
    await right(store.setStreamMetadata(stream, { truncateBefore: revision(6) }))
    expect(await right(store.readStream(stream))).toEqual([])
    expect((await right(store.append(stream, revision(5), someEvents(1)))).revision).toBe(6)
  })

  it('LOG-17: what is older than maxAge is not read', async ({ skip }) => {
    const { store, grow } = under()
    if (grow === undefined) {
      skip('no way to let time pass')
      return
    }
    const stream = `${ownPrefix()}s`
    await right(store.setStreamMetadata(stream, { maxAge: 60 }))
    await right(store.append(stream, 'any', someEvents(2)))
    expect(await right(store.readStream(stream))).toHaveLength(2)
    await grow(120)
    const young = someEvents(1)
    await right(store.append(stream, revision(1), young))
    expect(idsOf(await right(store.readStream(stream)))).toEqual(idsOf(young))
  })

  it('LOG-17: events that fell out keep their revisions and stay known by their ids', async () => {
    const { store } = under()
    const stream = `${ownPrefix()}s`
    const batch = someEvents(2)
    const first = await right(store.append(stream, 'any', batch))
    await right(store.append(stream, 'any', someEvents(2)))
    await right(store.setStreamMetadata(stream, { maxCount: 1 }))
    const again = await right(store.append(stream, revision(3), batch))
    expect([again.revision, again.position]).toEqual([first.revision, first.position])
    expect(await right(store.readStream(stream))).toHaveLength(1)
  })

  it('LOG-17: retention is of the stream it is set on alone', async () => {
    const { store } = under()
    const after = await endOf(store)
    const prefix = ownPrefix()
    await right(store.append(`${prefix}a`, 'any', someEvents(3)))
    await right(store.append(`${prefix}b`, 'any', someEvents(3)))
    await right(store.setStreamMetadata(`${prefix}a`, { maxCount: 1 }))
    expect(await right(store.readStream(`${prefix}b`))).toHaveLength(3)
    const rest = await right(store.readAll({ after, filter: { streamPrefixes: [`${prefix}b`] } }))
    expect(rest).toHaveLength(3)
  })
}
