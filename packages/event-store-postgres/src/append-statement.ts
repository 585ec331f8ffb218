import { Position, timestampOf } from '@parley/domain'
import type { Revision } from '@parley/domain'
import type { AppendError, Appended, ExpectedRevision, RecordedEvent } from '@parley/event-store'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import type { QueryArrayConfig } from 'pg'
import { appendedOf, recordedOf } from './committed.ts'
import type { Committed } from './committed.ts'
import { arrayOf, eventColumns, joined } from './event-columns.ts'
import type { PendingAppend } from './group.ts'
import type { Decided, StreamRevision } from './remembered-streams.ts'

export const revisionNumber = (expected: ExpectedRevision): number =>
  expected === 'any' ? -2 : expected === 'no-stream' ? -1 : expected

/** The streams of a group, each once, with its number among them. */
const numbersOf = (group: ReadonlyArray<PendingAppend>): ReadonlyMap<string, number> => {
  const numbers = new Map<string, number>()
  for (const { stream } of group) if (!numbers.has(stream)) numbers.set(stream, numbers.size + 1)
  return numbers
}

/**
 * The statement that has the database decide about each append of a group. `writer` names this process in the
 * notification, `mark` this commit at the head. `look`: events of the group may be known already, as where it was
 * refused for that, or its first answer was lost.
 */
export const appendStatement = (
  schema: string,
  writer: string,
  group: ReadonlyArray<PendingAppend>,
  mark: string,
  look: boolean,
): QueryArrayConfig => {
  const numbers = numbersOf(group)
  const [ids, ...texts] = eventColumns(group)
  return {
    name: 'append',
    text: `select to_json(a) from ${schema}.append($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) a`,
    rowMode: 'array',
    values: [
      joined(numbers.keys()),
      arrayOf(group.map(({ stream }) => numbers.get(stream) ?? 0)),
      arrayOf(group.map(({ expected }) => revisionNumber(expected))),
      arrayOf(group.map(({ events }) => events.length)),
      ids,
      arrayOf(group.flatMap(({ events }, n) => events.map(() => n + 1))),
      ...texts,
      writer,
      look,
      mark,
    ],
  }
}

const Row = t.strict(
  {
    statuses: t.array(t.number),
    revisions: t.array(t.number),
    positions: t.array(t.number),
    keys: t.array(t.number),
    recorded: t.number,
    last: Position,
    mark_found: t.union([t.string, t.null]),
    mark_left: t.union([t.string, t.null]),
  },
  'what append answers',
)

/** Reads the statement's row. The events of an answer are the very objects that were given to `append`. */
export const committedOf = (
  group: ReadonlyArray<PendingAppend>,
  row: unknown,
): E.Either<string, { readonly committed: Committed; readonly decided: Decided }> => {
  const decoded = Row.decode(row)
  if (E.isLeft(decoded)) return E.left(`not what append answers: ${JSON.stringify(row)}`)
  const { statuses, revisions, positions, keys, recorded, last, mark_found, mark_left } = decoded.right
  const recordedAt = timestampOf(new Date(recorded))
  const numbers = numbersOf(group)
  const streams = new Map<string, StreamRevision>()
  const written: Array<RecordedEvent> = []
  const answers = group.map((append, n): E.Either<AppendError, Appended> => {
    const { stream, expected } = append
    const revision = revisions[n] ?? -1
    const position = positions[n] ?? -1
    const status = statuses[n]
    if (status === 1)
      return E.right({
        revision: revision as Revision,
        position: position as Position,
        events: [],
        repeated: true,
      })
    if (status === 3) return E.left({ _tag: 'StreamDeleted', stream })
    if (status !== 0) {
      const actual = revision < 0 ? 'no-stream' : (revision as Revision)
      return E.left({ _tag: 'WrongRevision', stream, expected, actual })
    }
    const events = recordedOf(append, revision, position, recordedAt)
    written.push(...events)
    const appended = appendedOf(revision, position, events)
    const key = keys[(numbers.get(stream) ?? 0) - 1]
    if (key !== undefined) streams.set(stream, { key, revision: appended.revision })
    return E.right(appended)
  })
  return E.right({
    committed: { answers, written, last },
    decided: {
      found: mark_found ?? undefined,
      left: mark_left ?? undefined,
      streams,
    },
  })
}
