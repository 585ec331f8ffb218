import type { Timestamp } from './timestamp.ts'
import type { Until } from './until.ts'

/** Something that holds for a while. */
export interface Lasting {
  readonly until: Until
}

/** MOD-1: whether it still holds at a moment. It does no more at the very moment of its end. */
export const holdsAt = ({ until }: Lasting, at: Timestamp): boolean => until === null || at < until

/** The same, where it holds at a moment; undefined otherwise. */
export const whileItHolds = <Held extends Lasting>(
  held: Held | null | undefined,
  at: Timestamp,
): Held | undefined => (held !== null && held !== undefined && holdsAt(held, at) ? held : undefined)
