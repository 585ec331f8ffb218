import type { Upcaster } from './upcasting.ts'

/** Every change of an event's form that the log may still hold, oldest first. None so far: all is at its first. */
export const upcasters: ReadonlyArray<Upcaster> = []

/** The version in which events of a type are written now: one more than the newest that is lifted. */
export const currentVersion = (type: string): number =>
  upcasters.reduce(
    (newest, upcaster) => (upcaster.type === type ? Math.max(newest, upcaster.version + 1) : newest),
    1,
  )
