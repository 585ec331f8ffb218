import * as t from 'io-ts'
import { certain } from './certain.ts'

const iso = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/

// Date.parse takes 30 February for 1 March; a moment is one that is written back the same.
const isMoment = (s: string): boolean => {
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
