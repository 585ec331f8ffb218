export * from './fake-clock.ts'
export * from './quick-clock.ts'
export * from './quiet.ts'
