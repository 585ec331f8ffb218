import { expect, it } from 'vitest'
import { ownPrefix, revision, right, someEvents } from './harness.ts'
import type { Under } from './harness.ts'

export const readingStreams = (under: Under): void => {
  it('LOG-7: a stream that is not there has no events, either way', async () => {
    const { store } = under()
    const stream = `${ownPrefix()}s`
    expect(await right(store.readStream(stream))).toEqual([])
    expect(await right(store.readStream(stream, { direction: 'backwards' }))).toEqual([])
    expect(await right(store.readStream(stream, { from: revision(3) }))).toEqual([])
  })

  it.each([
    [{}, [0, 1, 2, 3, 4]],
    [{ limit: 2 }, [0, 1]],
    [{ limit: 9 }, [0, 1, 2, 3, 4]],
    [{ from: revision(2) }, [2, 3, 4]],
    [{ from: revision(2), limit: 2 }, [2, 3]],
    [{ from: revision(4) }, [4]],
    [{ from: revision(5) }, []],
    [{ direction: 'forwards', from: revision(0), limit: 1 }, [0]],
    [{ direction: 'backwards' }, [4, 3, 2, 1, 0]],
    [{ direction: 'backwards', limit: 1 }, [4]],
    [{ direction: 'backwards', from: revision(2) }, [2, 1, 0]],
    [{ direction: 'backwards', from: revision(2), limit: 2 }, [2, 1]],
    [{ direction: 'backwards', from: revision(0) }, [0]],
    [{ direction: 'backwards', from: revision(70), limit: 2 }, [4, 3]],
  ] as const)('LOG-7: five events read by %j are %j', async (query, revisions) => {
    const { store } = under()
    const stream = `${ownPrefix()}s`
    await right(store.append(stream, 'any', someEvents(5)))
    expect((await right(store.readStream(stream, query))).map((event) => event.revision)).toEqual(revisions)
  })

  it('LOG-7: a long stream is read as a whole', async () => {
    const { store } = under()
    const stream = `${ownPrefix()}s`
    for (let n = 0; n < 6; n++) await right(store.append(stream, 'any', someEvents(400)))
    const forwards = await right(store.readStream(stream))
    expect(forwards.map((event) => event.revision)).toEqual(Array.from({ length: 2400 }, (_, n) => n))
    expect(await right(store.readStream(stream, { direction: 'backwards' }))).toEqual(forwards.toReversed())
  })

  it('LOG-8: whoever was answered reads what was written', async () => {
    const { store } = under()
    const stream = `${ownPrefix()}s`
    for (let n = 0; n < 20; n++) {
      const appended = await right(store.append(stream, 'any', someEvents(1)))
      const [last] = await right(store.readStream(stream, { direction: 'backwards', limit: 1 }))
      expect(last?.position).toBe(appended.position)
    }
  })

  it('LOG-4: an event says when the store took it', async () => {
    const { store } = under()
    const stream = `${ownPrefix()}s`
    await right(store.append(stream, 'any', someEvents(2)))
    const [first, second] = await right(store.readStream(stream))
    expect(first?.recordedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
    expect(Math.abs(Date.parse(first?.recordedAt ?? '') - Date.now())).toBeLessThan(10 * 60_000)
    expect(second?.recordedAt).toBe(first?.recordedAt)
  })
}
