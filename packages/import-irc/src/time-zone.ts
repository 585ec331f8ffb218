import * as E from 'fp-ts/lib/Either.js'

/** When a clock on the wall of some place showed a time: both in milliseconds, that of the wall as if it were UTC. */
export interface TimeZone {
  readonly name: string
  /** The moment at which the clock showed this. Where it did twice, the first after `last`; where never, as if it ran on. */
  readonly momentOf: (wall: number, last: number) => number
}

const hour = 3_600_000
const day = 24 * hour

/** A time zone by its name, such as `Europe/Berlin`; undefined where there is none of that name. */
export const timeZoneNamed = (name: string): TimeZone | undefined => {
  const format = E.tryCatch(
    () => new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'longOffset', era: 'short' }),
    () => null,
  )
  if (E.isLeft(format)) return undefined
  const known = new Map<number, number>()
  /** By how much the clock is ahead at a moment. It changes at quarters of an hour alone. */
  const aheadAt = (moment: number): number => {
    const part = Math.floor(moment / (hour / 4))
    const found = known.get(part)
    if (found !== undefined) return found
    const ahead = aheadIn(format.right.formatToParts(new Date(part * (hour / 4))))
    known.set(part, ahead)
    return ahead
  }
  return {
    name,
    momentOf: (wall, last) => {
      const [before, after] = [aheadAt(wall - day), aheadAt(wall + day)]
      const shown = [...new Set([wall - before, wall - after])]
        .filter((moment) => moment + aheadAt(moment) === wall)
        .toSorted((one, other) => one - other)
      return shown.find((moment) => moment >= last) ?? shown.at(-1) ?? wall - before
    },
  }
}

const aheadIn = (parts: ReadonlyArray<Intl.DateTimeFormatPart>): number => {
  const shown = parts.find(({ type }) => type === 'timeZoneName')?.value ?? ''
  const [, sign, hours, minutes, seconds] = /^GMT([+-])(\d\d):(\d\d)(?::(\d\d))?$/.exec(shown) ?? []
  if (sign === undefined) return 0
  const ahead = Number(hours) * hour + Number(minutes) * 60_000 + Number(seconds ?? 0) * 1_000
  return sign === '-' ? -ahead : ahead
}
