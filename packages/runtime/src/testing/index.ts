export * from './fake-clock.ts'
export * from './quick-clock.ts'
export * from './quiet.ts'
export * from './process-env.ts'
