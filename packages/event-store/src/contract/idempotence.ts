import { expect, it } from 'vitest'
import { anEvent, idsOf, left, ownPrefix, revision, right, someEvents } from './harness.ts'
import type { Under } from './harness.ts'

export const idempotence = (under: Under): void => {
  it.each([
    ['the old expected revision', revision(1)],
    ['the new actual revision', revision(4)],
    ['any', 'any'],
    ['no-stream', 'no-stream'],
    ['a revision that is not there', revision(70)],
  ] as const)('LOG-3: the same events again at %s give the first answer', async (_, expected) => {
    const { store } = under()
    const stream = `${ownPrefix()}s`
    await right(store.append(stream, 'no-stream', someEvents(2)))
    const batch = someEvents(3)
    const first = await right(store.append(stream, revision(1), batch))
    const again = await right(store.append(stream, expected, batch))
    expect([again.revision, again.position]).toEqual([first.revision, first.position])
    expect(await right(store.readStream(stream))).toHaveLength(5)
  })

  it('LOG-3: the same events again, long after, give the first answer', async () => {
    const { store } = under()
    const stream = `${ownPrefix()}s`
    const batch = someEvents(2)
    const first = await right(store.append(stream, 'no-stream', batch))
    for (let n = 0; n < 20; n++) await right(store.append(stream, 'any', someEvents(1)))
    const again = await right(store.append(stream, 'no-stream', batch))
    expect([again.revision, again.position]).toEqual([first.revision, first.position])
    expect(await right(store.readStream(stream))).toHaveLength(22)
  })

  it('LOG-3: a part of an earlier append is known, too', async () => {
    const { store } = under()
    const stream = `${ownPrefix()}s`
    const batch = someEvents(4)
    await right(store.append(stream, 'no-stream', batch))
    expect((await right(store.append(stream, 'any', batch.slice(1, 3)))).revision).toBe(2)
    expect(await right(store.readStream(stream))).toHaveLength(4)
  })

  it.each([['any'], ['no-stream'], [revision(1)]] as const)(
    'LOG-3: known ids mixed with new ones at %s are a wrong revision',
    async (expected) => {
      const { store } = under()
      const stream = `${ownPrefix()}s`
      const batch = someEvents(2)
      await right(store.append(stream, 'no-stream', batch))
      for (const mixed of [
        [...batch, anEvent()],
        [anEvent(), ...batch],
      ])
        expect(await left(store.append(stream, expected, mixed))).toEqual({
          _tag: 'WrongRevision',
          stream,
          expected,
          actual: 1,
        })
      expect(idsOf(await right(store.readStream(stream)))).toEqual(idsOf(batch))
    },
  )

  it('LOG-3: an id names an event in its stream: the same in another stream is another event', async () => {
    const { store } = under()
    const prefix = ownPrefix()
    const batch = someEvents(2)
    await right(store.append(`${prefix}a`, 'no-stream', batch))
    expect((await right(store.append(`${prefix}b`, 'no-stream', batch))).revision).toBe(1)
    expect(await right(store.readStream(`${prefix}b`))).toHaveLength(2)
  })

  it('LOG-3: the same append many times at once is written once, and every answer is the same', async () => {
    const { store, another } = under()
    const other = another === undefined ? store : await another()
    const stream = `${ownPrefix()}s`
    const batch = someEvents(2)
    const answers = await Promise.all(
      Array.from({ length: 16 }, (_, n) => right((n % 2 ? store : other).append(stream, 'no-stream', batch))),
    )
    expect(new Set(answers.map((answer) => `${answer.revision}@${answer.position}`)).size).toBe(1)
    expect(await right(store.readStream(stream))).toHaveLength(2)
    if (other !== store) await other.close()
  })
}
