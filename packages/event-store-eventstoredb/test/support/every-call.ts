import type { EventStore } from '@parley/event-store'
import { left, someEvents } from '@parley/event-store/contract'

/** Everything that a store can be asked, but for subscriptions. */
export const everyCall = (store: EventStore) => [
  store.append('s', 'any', someEvents(1)),
  store.append('s', 'no-stream', someEvents(1)),
  store.readStream('s'),
  store.readAll(),
  store.streamMetadata('s'),
  store.setStreamMetadata('s', {}),
  store.deleteStream('s', 'any'),
]

/** The error that a call is answered with. */
export const told = (task: ReturnType<typeof everyCall>[number]) =>
  left<{ readonly _tag: string }, unknown>(task)
