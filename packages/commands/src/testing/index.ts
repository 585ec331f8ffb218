export * from './log-rows.ts'
