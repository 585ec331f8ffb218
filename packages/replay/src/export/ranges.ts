import type { FileKind } from './row-file.ts'

/** The events after one position and up to another, itself included. */
export interface Range {
  readonly after: number
  readonly upTo: number
}

/**
 * The range that a position is in, where each covers so many positions and the first event asked for comes after
 * `begin`. The ranges lie fixed on the log, so that the same events are in the same file whenever they are written.
 */
export const rangeAt = (position: number, positions: number, begin: number): Range => {
  const upTo = Math.ceil(position / positions) * positions
  return { after: Math.max(upTo - positions, begin), upTo }
}

const digits = String(Number.MAX_SAFE_INTEGER).length

/** The name of a file: its first and its last position, so that names stand in the order of the log. */
export const fileName = ({ after, upTo }: Range, kind: FileKind): string =>
  `events-${numbered(after + 1)}-${numbered(upTo)}.${kind}`

const numbered = (position: number): string => String(position).padStart(digits, '0')
