import { eventStoreContract } from '@parley/event-store/contract'
import { servers } from './support/servers.ts'

console.log(`EventStoreDB: the contract is run on ${servers.map(({ name }) => name).join(', ')}`)

for (const { name, open } of servers)
  eventStoreContract(`The EventStoreDB store, on ${name},`, open, { maxAppendBytes: 1024 * 1024 })
