export * from './queries-in-memory.ts'
