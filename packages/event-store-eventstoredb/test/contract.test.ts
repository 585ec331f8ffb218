import { eventStoreContract } from '@parley/event-store/contract'
import { places } from './support/servers.ts'

console.log(`EventStoreDB: the contract is run on ${places.map(({ name }) => name).join(', ')}`)

for (const { name, open } of places)
  eventStoreContract(`The EventStoreDB store, on ${name},`, open, { maxAppendBytes: 1024 * 1024 })
