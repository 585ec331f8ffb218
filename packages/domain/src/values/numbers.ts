import * as t from 'io-ts'
import { certain } from './certain.ts'

/** Whether a number is whole, and from the least to the most. */
export const isWhole = (n: number, least: number, most = Number.MAX_SAFE_INTEGER): boolean =>
  Number.isInteger(n) && n >= least && n <= most

const isCount = (n: number): boolean => isWhole(n, 0)

interface SegmentBrand {
  readonly Segment: unique symbol
}
/** The number of a message in its feed, from 1 without holes; 0 stands for "before the first". */
export const Segment = t.brand(t.number, (n): n is t.Branded<number, SegmentBrand> => isCount(n), 'Segment')
export type Segment = t.TypeOf<typeof Segment>

/** The segment of the message after the one at this segment. */
export const segmentAfter = (segment: Segment): Segment => certain(Segment, segment + 1)

interface RevisionBrand {
  readonly Revision: unique symbol
}
/** The number of an event in its stream, from 0. */
export const Revision = t.brand(
  t.number,
  (n): n is t.Branded<number, RevisionBrand> => isCount(n),
  'Revision',
)
export type Revision = t.TypeOf<typeof Revision>

interface PositionBrand {
  readonly Position: unique symbol
}
/**
 * The place of an event among all events of a log: to be compared and stored, never calculated with.
 * A safe integer serves every store: 2^53 events in Postgres, or 9 petabytes of EventStoreDB's log.
 */
export const Position = t.brand(
  t.number,
  (n): n is t.Branded<number, PositionBrand> => isCount(n),
  'Position',
)
export type Position = t.TypeOf<typeof Position>
