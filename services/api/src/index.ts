export { api } from './api.ts'
export type { ApiOptions, Health } from './api.ts'
export { isLoopback } from './loopback.ts'
