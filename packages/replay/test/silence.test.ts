import type { Position } from '@parley/domain'
import { type EventStore, memoryEventStore, type SubscriptionMessage } from '@parley/event-store'
import { replay } from '@parley/replay'
import { expect, it } from 'vitest'
import { aHistory, all, appendAll } from './support/histories.ts'

/** A log that says so many things, and then nothing more. */
const falling = (store: EventStore, messages: number): EventStore => ({
  ...store,
  subscribe: (query) => {
    const real = store.subscribe(query)
    let left = messages
    const next = (): Promise<IteratorResult<SubscriptionMessage, undefined>> => {
      left -= 1
      return left >= 0 ? real.next() : new Promise(() => undefined)
    }
    return { ...real, next, return: () => new Promise(() => undefined), [Symbol.asyncIterator]: () => real }
  },
})

it.each([0, 1, 3])('REPLAY-8: a log that falls silent after %j pages is out of reach', async (messages) => {
  const store = memoryEventStore()
  await appendAll(store, aHistory())
  const pages: Array<Position> = []
  const read = async (): Promise<void> => {
    for await (const page of replay(falling(store, messages), { atOnce: 5, silence: 30 }))
      pages.push(page.position)
  }
  await expect(read()).rejects.toMatchObject({
    reason: { _tag: 'Unavailable', cause: expect.stringContaining('30 ms') },
  })
  expect(pages).toHaveLength(messages)
  // What came is good, and the rest of the log goes on from there.
  const from = pages.at(-1) ?? (0 as Position)
  const rest = (await all(replay(store, { from, atOnce: 5 }))).map(({ position }) => position)
  expect([...pages, ...rest]).toEqual(
    (await all(replay(store, { atOnce: 5 }))).map(({ position }) => position),
  )
})
