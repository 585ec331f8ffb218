import * as t from 'io-ts'
import { certain } from './certain.ts'

const iso = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/

// Every month has 28 days. Beyond, Date.parse takes 30 February for 1 March; a moment is written back the same.
// Dates are slow, and every event has one that is checked.
const isMoment = (s: string): boolean => {
  if (Number(s.slice(8, 10)) <= 28) return true
  const ms = Date.parse(s)
  return !Number.isNaN(ms) && new Date(ms).toISOString() === s
}

interface TimestampBrand {
  readonly Timestamp: unique symbol
}
/** A moment in UTC to the millisecond, as `Date.prototype.toISOString` writes it. */
export const Timestamp = t.brand(
  t.string,
  (s): s is t.Branded<string, TimestampBrand> => iso.test(s) && isMoment(s),
  'Timestamp',
)
export type Timestamp = t.TypeOf<typeof Timestamp>

/** The timestamp of a `Date`. Throws for an invalid one, and for years that take more than four digits. */
export const timestampOf = (date: Date): Timestamp => certain(Timestamp, date.toISOString())
