import { timestampOf } from '@parley/domain'
import type { Position, Revision } from '@parley/domain'
import * as E from 'fp-ts/lib/Either.js'
import type { AppendError, ExpectedRevision, StreamDeleted, WrongRevision } from '../errors.ts'
import type { NewEvent, RecordedEvent } from '../event.ts'
import type { Appended } from '../event-store.ts'
import { streamOf } from './memory-log.ts'
import type { MemoryLog, MemoryStream } from './memory-log.ts'

/** What stands against writing to a stream at an expected revision; nothing where it stands as expected. */
export const objection = (
  name: string,
  stream: MemoryStream | undefined,
  expected: ExpectedRevision,
): WrongRevision | StreamDeleted | undefined => {
  if (stream?.deleted) return { _tag: 'StreamDeleted', stream: name }
  const actual = stream?.events.at(-1)?.revision ?? 'no-stream'
  return expected === 'any' || expected === actual
    ? undefined
    : { _tag: 'WrongRevision', stream: name, expected, actual }
}

/** Writes the events, or says why not. One step: no two appends to a log in memory interleave. */
export const appendTo = (
  log: MemoryLog,
  name: string,
  expected: ExpectedRevision,
  events: ReadonlyArray<NewEvent>,
  now: Date,
): E.Either<AppendError, Appended> => {
  const before = log.streams.get(name)
  if (before?.deleted) return E.left({ _tag: 'StreamDeleted', stream: name })
  const known = events.flatMap((event) => before?.byId.get(event.id) ?? [])
  if (known.length === events.length) {
    const last = known.reduce((a, b) => (b.revision > a.revision ? b : a))
    return E.right({ revision: last.revision, position: last.position, events: [], repeated: true })
  }
  const actual = before?.events.at(-1)?.revision ?? 'no-stream'
  if (known.length > 0) return E.left({ _tag: 'WrongRevision', stream: name, expected, actual })
  const wrong = objection(name, before, expected)
  if (wrong !== undefined) return E.left(wrong)

  const stream = streamOf(log, name)
  const recordedAt = timestampOf(now)
  const recorded = events.map(
    (event, n): RecordedEvent => ({
      ...event,
      stream: name,
      revision: (stream.events.length + n) as Revision,
      position: (log.events.length + 1 + n) as Position,
      recordedAt,
    }),
  )
  for (const event of recorded) {
    stream.events.push(event)
    stream.byId.set(event.id, event)
    log.events.push(event)
  }
  log.appended.wake()
  return E.right({
    revision: (stream.events.length - 1) as Revision,
    position: log.events.length as Position,
    events: recorded,
  })
}
