import type { Corrupt } from './errors.ts'

/** The log ends before the position after which it was to be read. */
export const beyondEnd = (after: number, end: number): Corrupt => ({
  _tag: 'Corrupt',
  cause: `the log ends at ${end}, before position ${after}, after which it was to be read`,
  unknownPosition: after,
})

/** The log goes beyond the position, but has no event there. */
export const noEventAt = (after: number, end: number): Corrupt => ({
  _tag: 'Corrupt',
  cause: `the log has no event at position ${after}, after which it was to be read; it ends at ${end}`,
  unknownPosition: after,
})
