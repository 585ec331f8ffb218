export { eventStoreDbEventStore } from './event-store-db.ts'
export type { EventStoreDbOptions } from './event-store-db.ts'
