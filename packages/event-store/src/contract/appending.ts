import { expect, it } from 'vitest'
import { anEvent, expectRising, idsOf, left, ownPrefix, revision, right, someEvents } from './harness.ts'
import type { Capabilities, Under } from './harness.ts'

export const appending = (under: Under, capabilities: Capabilities): void => {
  it('LOG-1: an append gets consecutive revisions from 0, and rising positions', async () => {
    const { store } = under()
    const stream = `${ownPrefix()}s`
    const first = await right(store.append(stream, 'no-stream', someEvents(3)))
    const second = await right(store.append(stream, revision(2), someEvents(2)))
    expect(first.revision).toBe(2)
    expect(second.revision).toBe(4)
    const events = await right(store.readStream(stream))
    expect(events.map((event) => event.revision)).toEqual([0, 1, 2, 3, 4])
    expect(events[2]?.position).toBe(first.position)
    expect(events[4]?.position).toBe(second.position)
    expectRising(events)
  })

  it('LOG-1: what an append hands back is what is read', async () => {
    const { store } = under()
    const stream = `${ownPrefix()}s`
    const { events } = await right(store.append(stream, 'any', someEvents(3)))
    // A store may have nothing at hand.
    expect([[], await right(store.readStream(stream))]).toContainEqual(events)
  })

  it('LOG-2: `any` appends wherever the stream stands', async () => {
    const { store } = under()
    const stream = `${ownPrefix()}s`
    expect((await right(store.append(stream, 'any', someEvents(2)))).revision).toBe(1)
    expect((await right(store.append(stream, 'any', someEvents(1)))).revision).toBe(2)
  })

  it('LOG-2: `no-stream` on a stream that is there is a wrong revision, and says the actual one', async () => {
    const { store } = under()
    const stream = `${ownPrefix()}s`
    await right(store.append(stream, 'no-stream', someEvents(4)))
    expect(await left(store.append(stream, 'no-stream', someEvents(1)))).toEqual({
      _tag: 'WrongRevision',
      stream,
      expected: 'no-stream',
      actual: 3,
    })
  })

  it('LOG-2: a revision on a stream that is not there is a wrong revision', async () => {
    const { store } = under()
    const stream = `${ownPrefix()}s`
    const wrong = await left(store.append(stream, revision(0), someEvents(1)))
    expect(wrong).toEqual({ _tag: 'WrongRevision', stream, expected: 0, actual: 'no-stream' })
  })

  it.each([0, 1, 3, 1000])(
    'LOG-2: revision %i where 2 is the actual one writes nothing',
    async (expected) => {
      const { store } = under()
      const stream = `${ownPrefix()}s`
      await right(store.append(stream, 'any', someEvents(3)))
      const wrong = await left(store.append(stream, revision(expected), someEvents(2)))
      expect(wrong).toEqual({ _tag: 'WrongRevision', stream, expected, actual: 2 })
      expect(await right(store.readStream(stream))).toHaveLength(3)
    },
  )

  it('LOG-1: of two batches at one revision one is written as a whole and the other not at all', async () => {
    const { store } = under()
    const stream = `${ownPrefix()}s`
    const batches = [someEvents(5), someEvents(5)]
    const results = await Promise.all(batches.map((batch) => store.append(stream, 'no-stream', batch)()))
    const winner = results.findIndex(({ _tag }) => _tag === 'Right')
    expect(results.map(({ _tag }) => _tag).toSorted()).toEqual(['Left', 'Right'])
    expect(idsOf(await right(store.readStream(stream)))).toEqual(idsOf(batches[winner] ?? []))
  })

  it('LOG-4: data and metadata come back as they were given, whatever JSON they are', async () => {
    const { store } = under()
    const stream = `${ownPrefix()}s`
    const data = {
      text: 'ünï ✓ 🦜 "quoted" \\ back, {braces}, \n\t\r \u0000 \u001e \u2028 end \ud800',
      z: 1,
      a: { deep: [1, -0.5, 1e21, true, false, null, [], {}] },
      '': 'an empty key',
    }
    const metadata = { v: 1, 'trace id': 'a"b,c}', nested: { null: null } }
    const event = { ...anEvent('Odd type, "quoted" {braces} ✓'), data, metadata }
    await right(store.append(stream, 'any', [event]))
    const [read] = await right(store.readStream(stream))
    expect(read).toMatchObject(event)
    expect(Object.keys(read?.data ?? {})).toEqual(Object.keys(data))
  })

  it('LOG-4: a stream and a type may be called by any printable characters', async () => {
    const { store } = under()
    const stream = `${ownPrefix()}übung, "s" {1} \\ ✓ %_'`
    await right(store.append(stream, 'any', [anEvent("Typ, 'a' ✓ \\")]))
    const [read] = await right(store.readStream(stream))
    expect(read?.stream).toBe(stream)
    expect(read?.type).toBe("Typ, 'a' ✓ \\")
  })

  it('LOG-5: what can never be an append is thrown at once', async () => {
    const { store } = under()
    const stream = `${ownPrefix()}s`
    const event = anEvent()
    expect(() => store.append(stream, 'any', [])).toThrow(RangeError)
    expect(() => store.append('', 'any', [event])).toThrow(RangeError)
    expect(() => store.append(`${stream}\u0000`, 'any', [event])).toThrow(RangeError)
    expect(() => store.append(stream, 'any', [{ ...event, id: 'x' }])).toThrow(RangeError)
    expect(() => store.append(stream, 'any', [{ ...event, type: 'a\u001eb' }])).toThrow(RangeError)
    expect(() => store.append(stream, 'any', [event, event])).toThrow(RangeError)
    expect(await right(store.readStream(stream))).toEqual([])
  })

  it.skipIf(capabilities.maxAppendBytes === undefined)('LOG-6: too much for one append says so', async () => {
    const { store } = under()
    const most = capabilities.maxAppendBytes ?? 0
    const stream = `${ownPrefix()}s`
    const tooLarge = await left(store.append(stream, 'any', [anEvent('Big', { text: 'x'.repeat(most) })]))
    expect(tooLarge).toMatchObject({ _tag: 'TooLarge', most })
    const large = anEvent('Big', { text: 'x'.repeat(Math.floor(most * 0.9)) })
    expect((await right(store.append(stream, 'no-stream', [large]))).revision).toBe(0)
  })
}
