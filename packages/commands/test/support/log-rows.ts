import { nameOf, rowChangesOf } from '@parley/domain'
import type { DecisionRow, Position, RowKey } from '@parley/domain'
import { decodeRecorded } from '@parley/event-store'
import type { MemoryLog } from '@parley/event-store'
import * as E from 'fp-ts/lib/Either.js'
import type { RowsAsOf, RowSource } from '../../src/index.ts'

/** Which of a stream's revisions a projection has, given the last; -1: nothing yet. */
export type Lag = (last: number) => number

export const fresh: Lag = (last) => last
export const empty: Lag = () => -1

/** Folds a stream of a log up to a revision, and nothing cleverer, for the rows at these keys. */
const rowsAsOf = (log: MemoryLog, stream: string, keys: ReadonlyArray<RowKey>, lag: Lag): RowsAsOf => {
  const events = log.streams.get(stream)?.events ?? []
  const revision = lag(events.length - 1)
  const rows = new Map<string, DecisionRow | undefined>(keys.map(({ text }) => [text, undefined]))
  for (const recorded of events.slice(0, revision + 1)) {
    const decoded = decodeRecorded(recorded)
    if (E.isLeft(decoded)) throw new Error(decoded.left.cause)
    for (const { key, apply } of rowChangesOf(decoded.right))
      if (rows.has(key.text)) rows.set(key.text, apply(rows.get(key.text)))
  }
  const last = events[revision]
  return last === undefined
    ? { revision: 'no-stream', position: 0 as Position, rows }
    : { revision: last.revision, position: last.position, rows }
}

/** A projection of a log that is as far behind as `lag` says, anew at each call, and takes its time. */
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
