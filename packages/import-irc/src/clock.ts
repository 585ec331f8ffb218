import { Timestamp, timestampOf } from '@parley/domain'
import type { Stamp } from './irc-line.ts'
import type { TimeZone } from './time-zone.ts'

const second = 1_000
const day = 24 * 3_600 * second
const halfADay = day / 2

/**
 * The moment of each line in turn, by what it says of its time. A line that says nothing has that of the line before.
 * Where a time of the day falls back by more than half a day, the next day has begun; where a month does, the next year.
 * Null as long as no date is known.
 *
 * @param date the day that the file's name says, as UTC has its midnight; null where it says none.
 */
export const clockOf = (date: number | null, zone: TimeZone): ((stamp: Stamp | null) => Timestamp | null) => {
  let today = date
  let sinceMidnight = 0
  let last = Number.NEGATIVE_INFINITY
  return (stamp) => {
    const said = stamp === null ? null : dateIn(stamp, today)
    const time = stamp === null || stamp.seconds === null ? null : stamp.seconds * second
    if (said !== null) {
      today = said
      sinceMidnight = time ?? 0
    } else if (time !== null && today !== null) {
      if (time < sinceMidnight - halfADay) today += day
      sinceMidnight = time
    }
    if (today === null) return null
    const isTimed = said !== null || time !== null || last === Number.NEGATIVE_INFINITY
    if (isTimed) {
      const wall = today + sinceMidnight
      const ahead = stamp?.ahead ?? null
      last = ahead === null ? zone.momentOf(wall, last) : wall - ahead * 60 * second
    }
    return timestampOf(new Date(last))
  }
}

/** The day that a line says; of a month and a day alone, the one of them that is not half a year before today. */
const dateIn = ({ year, month, day: date }: Stamp, today: number | null): number | null => {
  if (month === null || date === null) return null
  if (year !== null) return Date.UTC(year, month - 1, date)
  if (today === null) return null
  const inYear = (of: number): number => Date.UTC(of, month - 1, date)
  const thisYear = new Date(today).getUTCFullYear()
  return inYear(thisYear) < today - 183 * day ? inYear(thisYear + 1) : inYear(thisYear)
}

/** The day that a file's name says anywhere in it, as UTC has its midnight: `2011-03-05` or `20110305`. */
export const dateInName = (file: string): number | null => {
  const [, year, month, date] =
    /(?<!\d)(\d{4})(-?)(\d\d)\2(\d\d)(?!\d)/.exec(file)?.filter((_, n) => n !== 2) ?? []
  const midnight = `${year}-${month}-${date}T00:00:00.000Z`
  return Timestamp.is(midnight) ? Date.parse(midnight) : null
}
