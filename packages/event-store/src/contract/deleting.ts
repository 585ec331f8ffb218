import { expect, it } from 'vitest'
import { left, ownPrefix, revision, right, someEvents } from './harness.ts'
import type { Under } from './harness.ts'

export const deleting = (under: Under): void => {
  it('LOG-18: of a deleted stream nothing is read or written again', async () => {
    const { store } = under()
    const stream = `${ownPrefix()}s`
    const events = someEvents(2)
    await right(store.append(stream, 'any', events))
    await right(store.deleteStream(stream, revision(1)))
    const gone = { _tag: 'StreamDeleted', stream }
    expect(await left(store.readStream(stream))).toEqual(gone)
    expect(await left(store.readStream(stream, { direction: 'backwards', limit: 1 }))).toEqual(gone)
    for (const expected of ['any', 'no-stream', revision(1)] as const)
      expect(await left(store.append(stream, expected, someEvents(1)))).toEqual(gone)
    expect(await left(store.append(stream, 'any', events))).toEqual(gone)
    expect(await left(store.streamMetadata(stream))).toEqual(gone)
    expect(await left(store.setStreamMetadata(stream, { maxCount: 1 }))).toEqual(gone)
    expect(await left(store.deleteStream(stream, 'any'))).toEqual(gone)
  })

  it('LOG-18: it is deleted at an expected revision or not at all', async () => {
    const { store } = under()
    const stream = `${ownPrefix()}s`
    await right(store.append(stream, 'any', someEvents(2)))
    for (const expected of ['no-stream', revision(0), revision(2)] as const)
      expect(await left(store.deleteStream(stream, expected))).toEqual({
        _tag: 'WrongRevision',
        stream,
        expected,
        actual: 1,
      })
    expect(await right(store.readStream(stream))).toHaveLength(2)
    await right(store.deleteStream(stream, 'any'))
    expect(await left(store.readStream(stream))).toEqual({ _tag: 'StreamDeleted', stream })
  })

  it.each([['any'], ['no-stream'], [revision(0)]] as const)(
    'LOG-18: a stream that is not there is not deleted, at %s',
    async (expected) => {
      const { store } = under()
      const stream = `${ownPrefix()}s`
      expect(await left(store.deleteStream(stream, expected))).toEqual({
        _tag: 'WrongRevision',
        stream,
        expected,
        actual: 'no-stream',
      })
      expect((await right(store.append(stream, 'no-stream', someEvents(1)))).revision).toBe(0)
    },
  )

  it('LOG-18: other streams are as they were', async () => {
    const { store } = under()
    const prefix = ownPrefix()
    await right(store.append(`${prefix}a`, 'any', someEvents(2)))
    await right(store.append(`${prefix}ab`, 'any', someEvents(2)))
    await right(store.deleteStream(`${prefix}a`, 'any'))
    expect(await right(store.readStream(`${prefix}ab`))).toHaveLength(2)
    expect((await right(store.append(`${prefix}ab`, revision(1), someEvents(1)))).revision).toBe(2)
  })
}
