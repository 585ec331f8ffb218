export type { EmbeddedPostgresError } from './errors.ts'
export { explain } from './errors.ts'
export type { EmbeddedPostgres, EmbeddedPostgresOptions } from './start.ts'
export { startEmbeddedPostgres } from './start.ts'
