import { Position, timestampOf } from '@parley/domain'
import type { RecordedEvent } from '@parley/event-store'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import type { QueryArrayConfig } from 'pg'
import { appendedOf, recordedOf } from './committed.ts'
import type { Committed } from './committed.ts'
import { arrayOf, eventColumns } from './event-columns.ts'
import type { PendingAppend } from './group.ts'
import type { Continuation } from './remembered-streams.ts'

/** The statement that commits a group after the last commit of this process, or not at all if another came between. */
export const appendAfterStatement = (
  schema: string,
  writer: string,
  group: ReadonlyArray<PendingAppend>,
  mark: string,
  { found, starts }: Continuation,
): QueryArrayConfig => {
  const revisions = starts.flatMap(({ key, revision }, n) =>
    (group[n]?.events ?? []).map((_, at) => ({ key, revision: revision + at })),
  )
  return {
    name: 'append-after',
    text: `select to_json(a) from ${schema}.append_after($1, $2, $3, $4, $5, $6, $7, $8, $9) a`,
    rowMode: 'array',
    values: [
      found,
      mark,
      arrayOf(revisions.map(({ key }) => key)),
      arrayOf(revisions.map(({ revision }) => revision)),
      ...eventColumns(group),
      writer,
    ],
  }
}

const Row = t.union(
  [t.strict({ recorded: t.number, last: Position }), t.strict({ recorded: t.null, last: t.null })],
  'what append_after answers',
)

/** Reads the statement's row; `undefined` where somebody else wrote, and nothing was written. */
export const committedAfterOf = (
  group: ReadonlyArray<PendingAppend>,
  { starts, events: count }: Continuation,
  row: unknown,
): E.Either<string, Committed | undefined> => {
  const decoded = Row.decode(row)
  if (E.isLeft(decoded)) return E.left(`not what append_after answers: ${JSON.stringify(row)}`)
  const { recorded, last } = decoded.right
  if (recorded === null) return E.right(undefined)
  const recordedAt = timestampOf(new Date(recorded))
  const written: Array<RecordedEvent> = []
  const answers = group.map((append, n) => {
    const revision = starts[n]?.revision ?? -1
    const position = last - count + written.length + 1
    const events = recordedOf(append, revision, position, recordedAt)
    written.push(...events)
    return E.right(appendedOf(revision, position, events))
  })
  return E.right({ answers, written, last })
}
