import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { anEvent, position, revision, right } from '../src/contract/harness.ts'
import { eventAt } from '../src/event-at.ts'
import { memoryEventStore } from '../src/memory/memory-event-store.ts'

const at = '2026-03-01T12:00:00.000Z'

/** A log with one event before the one that was seen, and one after it. */
const withThree = async () => {
  const store = memoryEventStore()
  const events = ['2026-03-01T11:00:00.000Z', at, at].map((time) => anEvent('Happened', { at: time }))
  await right(store.append('s', 'any', events))
  const [, event] = await right(store.readStream('s'))
  if (event === undefined) throw new Error('no event')
  return { store, seen: { stream: 's', revision: event.revision, position: event.position, at } }
}

describe('GW-85, PRJ-40: what a log has where an event was seen', () => {
  it('is that event', async () => {
    const { store, seen } = await withThree()
    expect(await eventAt(store, seen)).toEqual(E.right('same'))
  })

  it.each([
    ['of another time', { at: '2026-03-01T12:00:00.001Z' }],
    ['at another position', { position: position(1) }],
  ])('is another one, %s', async (_, other) => {
    const { store, seen } = await withThree()
    expect(await eventAt(store, { ...seen, ...other })).toEqual(E.right('another'))
  })

  it('is none where the stream ends before, or is not there', async () => {
    const { store, seen } = await withThree()
    expect(await eventAt(store, { ...seen, revision: revision(9) })).toEqual(E.right('none'))
    expect(await eventAt(store, { ...seen, stream: 'other' })).toEqual(E.right('none'))
  })

  it('is none where the stream was cut off, and can not be told where it was deleted', async () => {
    const { store, seen } = await withThree()
    await right(store.setStreamMetadata('s', { truncateBefore: revision(seen.revision + 1) }))
    expect(await eventAt(store, seen)).toEqual(E.right('none'))
    await right(store.deleteStream('s', 'any'))
    expect(await eventAt(store, seen)).toMatchObject({ left: { _tag: 'StreamDeleted' } })
  })
})
