import type { Log } from '../../src/index.ts'

/** A log that nobody reads. */
export const quiet: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
}
