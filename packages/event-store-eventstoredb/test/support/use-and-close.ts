/** A process that uses a store in every way, closes it, and should then end by itself. */
import { randomUUID } from 'node:crypto'
import { eventStoreDbEventStore } from '@parley/event-store-eventstoredb'

const store = eventStoreDbEventStore({ connectionString: process.argv[2] ?? '' })
const subscription = store.subscribe()
const pulling = (async () => {
  for (;;) if ((await subscription.next()).done === true) return
})()
for (let n = 0; n < 10; n++) {
  await store.append('s', 'any', [{ id: randomUUID(), type: 'Happened', data: { n }, metadata: {} }])()
  await store.readStream('s')()
}
await store.close()
await pulling
console.log('closed')
