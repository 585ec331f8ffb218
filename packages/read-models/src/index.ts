export * from './queries/queries.ts'
