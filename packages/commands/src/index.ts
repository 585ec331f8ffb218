export * from './row-source.ts'
