export { copyLog } from './copy-log.ts'
export type { Copied, CopyOptions, CopyProgress } from './copy-log.ts'
export { explainCopyError } from './error.ts'
export type { CopyError } from './error.ts'
