export type { Failure } from './failures.ts'
export type { PostgresLogOptions } from './options.ts'
export { postgresEventStore } from './postgres-event-store.ts'
export { migrateLog } from './schema/migrate.ts'
