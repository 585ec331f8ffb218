import * as t from 'io-ts'

const iso = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/

interface TimestampBrand {
  readonly Timestamp: unique symbol
}
/** A moment in UTC to the millisecond, as `Date.prototype.toISOString` writes it. */
export const Timestamp = t.brand(
  t.string,
  (s): s is t.Branded<string, TimestampBrand> => iso.test(s) && !Number.isNaN(Date.parse(s)),
  'Timestamp',
)
export type Timestamp = t.TypeOf<typeof Timestamp>

/** The timestamp of a `Date`. */
export const timestampOf = (date: Date): Timestamp => date.toISOString() as Timestamp
