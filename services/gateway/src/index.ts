export * from './config.ts'
export { start } from './start.ts'
export type { Running, StartOptions } from './start.ts'
