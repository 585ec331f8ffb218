import { afterEach, beforeEach, expect, it } from 'vitest'
import { anEvent, endOf, left, ownPrefix, revision, pullToEnd, someEvents } from './harness.ts'
import type { Opened } from './harness.ts'

export const closing = (open: () => Promise<Opened>): void => {
  let opened: Opened
  beforeEach(async () => {
    opened = await open()
  })
  afterEach(() => opened.close())

  it('LOG-19: closing ends subscriptions, those that wait and those that nobody pulls', async () => {
    const { store } = opened
    const after = await endOf(store)
    const [waiting, unpulled] = [store.subscribe({ after }), store.subscribe({ after })]
    await pullToEnd(waiting)
    const next = waiting.next()
    await store.close()
    expect(await next).toEqual({ done: true, value: undefined })
    expect(await unpulled.next()).toEqual({ done: true, value: undefined })
  })

  it('LOG-19: a closed store says that it is unavailable', async () => {
    const { store } = opened
    await store.close()
    const stream = `${ownPrefix()}s`
    expect(await left(store.append(stream, 'any', [anEvent()]))).toMatchObject({ _tag: 'Unavailable' })
    expect(await left(store.readStream(stream))).toMatchObject({ _tag: 'Unavailable' })
    const parts = store.readStreams([{ stream, from: revision(0), most: 1 }], { events: 1, bytes: 1 })
    expect(await parts()).toMatchObject([{ left: { _tag: 'Unavailable' } }])
    expect(await left(store.readAll())).toMatchObject({ _tag: 'Unavailable' })
    expect(await left(store.streamMetadata(stream))).toMatchObject({ _tag: 'Unavailable' })
    expect(await store.subscribe().next()).toEqual({ done: true, value: undefined })
  })

  it('LOG-19: appends under way are answered before it closes, and closing twice is fine', async () => {
    const { store } = opened
    const prefix = ownPrefix()
    const appends = Array.from({ length: 10 }, (_, n) =>
      store.append(`${prefix}${n}`, 'any', someEvents(2))(),
    )
    const answered = Promise.all(appends)
    await Promise.all([store.close(), store.close()])
    for (const answer of await answered)
      expect(answer._tag === 'Right' || answer.left._tag === 'Unavailable').toBe(true)
  })
}
