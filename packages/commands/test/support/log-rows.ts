import { channelDecider, channelStream, inboxDecider, inboxStream } from '@parley/domain'
import type { Decider, DomainEvent, Position } from '@parley/domain'
import { decodeRecorded } from '@parley/event-store'
import type { MemoryLog } from '@parley/event-store'
import * as E from 'fp-ts/lib/Either.js'
import type {
  ChannelAddress,
  ChannelRowSource,
  InboxAddress,
  InboxRowSource,
  RowsAsOf,
} from '../../src/index.ts'

/** Which of a stream's revisions a projection has, given the last; -1: nothing yet. */
export type Lag = (last: number) => number

export const fresh: Lag = (last) => last
export const empty: Lag = () => -1

/** Folds a stream of a log up to a revision, and nothing cleverer, for the rows at these keys. */
const rowsAsOf = <Event extends DomainEvent, Key, Row>(
  log: MemoryLog,
  stream: string,
  decider: Decider<never, Event, unknown, Key, Row>,
  keys: ReadonlyArray<Key>,
  lag: Lag,
): RowsAsOf<Key, Row> => {
  const events = log.streams.get(stream)?.events ?? []
  const revision = lag(events.length - 1)
  const rows = new Map<Key, Row | undefined>(keys.map((key) => [key, undefined]))
  for (const recorded of events.slice(0, revision + 1)) {
    const decoded = decodeRecorded(recorded)
    if (E.isLeft(decoded)) throw new Error(decoded.left.cause)
    const event = decoded.right as Event
    for (const key of decider.touches(event))
      if (rows.has(key)) rows.set(key, decider.evolve(key, rows.get(key), event))
  }
  const last = events[revision]
  return last === undefined
    ? { revision: 'no-stream', position: 0 as Position, rows }
    : { revision: last.revision, position: last.position, rows }
}

/** A projection of a log that is as far behind as `lag` says, anew at each call, and takes its time. */
export const channelRowsOf = (
  log: MemoryLog,
  lag: Lag = fresh,
  delay: () => Promise<void> = async () => {},
): ChannelRowSource => ({
  load:
    ({ tenantId, channelId }: ChannelAddress, keys) =>
    async () => {
      await delay()
      const rows = rowsAsOf(log, channelStream(tenantId, channelId), channelDecider, keys, lag)
      await delay()
      return E.right(rows)
    },
})

export const inboxRowsOf = (
  log: MemoryLog,
  lag: Lag = fresh,
  delay: () => Promise<void> = async () => {},
): InboxRowSource => ({
  load:
    ({ tenantId, userId }: InboxAddress, keys) =>
    async () => {
      await delay()
      const rows = rowsAsOf(log, inboxStream(tenantId, userId), inboxDecider, keys, lag)
      await delay()
      return E.right(rows)
    },
})
