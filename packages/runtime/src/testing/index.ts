export * from './fake-clock.ts'
export * from './quiet.ts'
