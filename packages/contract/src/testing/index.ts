export * from './arbitrary.ts'
export * from './replaced.ts'
