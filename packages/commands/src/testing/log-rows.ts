import { nameOf, rowChangesOf } from '@parley/domain'
import type { DecisionRow, DomainEvent, Position, RowKey } from '@parley/domain'
import { decodeRecorded } from '@parley/event-store'
import type { MemoryLog, RecordedEvent } from '@parley/event-store'
import * as E from 'fp-ts/lib/Either.js'
import type { RowsAsOf, RowSource } from '../row-source.ts'

/** Which of a stream's revisions a projection has, given the last, and all events; -1: nothing yet. */
export type Lag = (last: number, events: ReadonlyArray<RecordedEvent>) => number

export const fresh: Lag = (last) => last
export const empty: Lag = () => -1

/** As far as a projection has come that is at a position of the log. */
export const upTo =
  (position: () => Position): Lag =>
  (_, events) =>
    events.findLastIndex((one) => one.position <= position())

const decoded = new WeakMap<RecordedEvent, DomainEvent>()

const eventOf = (recorded: RecordedEvent): DomainEvent => {
  const before = decoded.get(recorded)
  if (before !== undefined) return before
  const event = decodeRecorded(recorded)
  if (E.isLeft(event)) throw new Error(event.left.cause)
  decoded.set(recorded, event.right)
  return event.right
}

/** Folds a stream of a log up to a revision, and nothing cleverer, for the rows at these keys. */
const rowsAsOf = (log: MemoryLog, stream: string, keys: ReadonlyArray<RowKey>, lag: Lag): RowsAsOf => {
  const events = log.streams.get(stream)?.events ?? []
  const revision = lag(events.length - 1, events)
  const rows = new Map<string, DecisionRow | undefined>(keys.map(({ text }) => [text, undefined]))
  for (const recorded of events.slice(0, revision + 1))
    for (const { key, apply } of rowChangesOf(eventOf(recorded)))
      if (rows.has(key.text)) rows.set(key.text, apply(rows.get(key.text)))
  const last = events[revision]
  return last === undefined
    ? { revision: 'no-stream', position: 0 as Position, rows }
    : { revision: last.revision, position: last.position, rows }
}

/** A projection of a log in memory that is as far behind as `lag` says, anew at each call, and takes its time. */
export const rowsOf = (
  log: MemoryLog,
  lag: Lag = fresh,
  delay: () => Promise<void> = async () => {},
): RowSource => ({
  load: (stream, keys) => async () => {
    await delay()
    const rows = rowsAsOf(log, nameOf(stream), keys, lag)
    await delay()
    return E.right(rows)
  },
})
