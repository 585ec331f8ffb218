import type { Body, DomainEvent, MessageSent, Segment } from '@parley/domain'
import { memoryEventStore } from '@parley/event-store'
import { replay, type StoredEvent } from '@parley/replay'
import { expect, it } from 'vitest'
import { aHistory, appendAll } from './support/histories.ts'

/** True where each is the other: not so of a type that is wider, or of any. */
type Same<A, B> = [A, B] extends [B, A] ? (0 extends 1 & A ? false : true) : false
type GivenIn<Pages> =
  Pages extends AsyncIterable<{ readonly events: ReadonlyArray<{ readonly event: infer Given }> }>
    ? Given
    : never

const key = Buffer.from('a key that nobody has guessed so far')
const store = memoryEventStore()

it('REPLAY-4: what is asked for by name is what events are typed as', async () => {
  await appendAll(store, aHistory())
  const whole = replay(store)
  const sent = replay(store, { types: ['MessageSent'] })
  const stored = replay(store, { types: ['MessageSent'], upcast: false })
  const textless = replay(store, { types: ['MessageSent', 'ChannelRenamed'], mask: { key, text: 'omit' } })
  const same: [
    Same<GivenIn<typeof whole>, DomainEvent>,
    Same<GivenIn<typeof sent>, MessageSent>,
    Same<GivenIn<typeof stored>, StoredEvent>,
  ] = [true, true, true]
  expect(same).toEqual([true, true, true])

  const segments: Array<Segment> = []
  for await (const { events } of sent) for (const { event } of events) segments.push(event.segment)
  expect(segments.length).toBeGreaterThan(0)
  for await (const { events } of textless)
    for (const { event } of events) {
      // @ts-expect-error a text that was left out is no field of the event
      const left: unknown = event.type === 'MessageSent' ? event.body.text : event.name
      expect(left).toBeUndefined()
      const kind: Body['kind'] | 'renamed' = event.type === 'MessageSent' ? event.body.kind : 'renamed'
      expect(kind).toMatch(/^[a-z]+$/)
    }
})

it('MASK-6: masked as it was written is not even a type', () => {
  // @ts-expect-error nothing says which fields of an earlier version hold people
  expect(() => replay(store, { upcast: false, mask: { key } })).toThrow(RangeError)
})
