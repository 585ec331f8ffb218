export * from './clock.ts'
export * from './logger.ts'
export * from './words-of.ts'
