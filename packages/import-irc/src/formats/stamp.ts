import type { Stamp } from '../irc-line.ts'

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/**
 * What groups of an expression say of a time: `year`, `month` (a number or an English name), `day`, `hour`, `minute`,
 * `second` and `zone` (`Z` or `+02:00`), each where it is said. Null where a date or time is none.
 */
export const stampOf = (groups: Readonly<Record<string, string | undefined>>): Stamp | null => {
  const { year, month, day, hour, minute, second = '0', zone } = groups
  const named = month === undefined ? -1 : months.indexOf(month.slice(0, 3).toLowerCase())
  const date = {
    year: year === undefined ? null : Number(year),
    month: month === undefined ? null : named === -1 ? Number(month) : named + 1,
    day: day === undefined ? null : Number(day),
  }
  const isDate =
    date.month === null || (date.month >= 1 && date.month <= 12 && isDayOf(date.year ?? 2000, date))
  const [h, m, s] = [Number(hour ?? 0), Number(minute ?? 0), Number(second)]
  if (!isDate || h > 23 || m > 59 || s > 60) return null
  return { ...date, seconds: hour === undefined ? null : h * 3600 + m * 60 + s, ahead: aheadOf(zone) }
}

const isDayOf = (year: number, { month, day }: { month: number | null; day: number | null }): boolean =>
  month !== null && day !== null && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate()

const aheadOf = (zone: string | undefined): number | null => {
  if (zone === undefined) return null
  const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)$/.exec(zone) ?? []
  if (sign === undefined) return 0
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes))
}
