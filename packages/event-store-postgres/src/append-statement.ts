import { Position, timestampOf } from '@parley/domain'
import type { Revision } from '@parley/domain'
import type { AppendError, Appended, ExpectedRevision, RecordedEvent } from '@parley/event-store'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import type { QueryArrayConfig } from 'pg'
import type { PendingAppend } from './group.ts'

const separator = '\u001e'

export const revisionNumber = (expected: ExpectedRevision): number =>
  expected === 'any' ? -2 : expected === 'no-stream' ? -1 : expected

const joined = (
  group: ReadonlyArray<PendingAppend>,
  texts: (append: PendingAppend) => ReadonlyArray<string>,
) => group.map((append) => texts(append).join(separator)).join(separator)

/**
 * The statement that commits a group; `writer` names this process in the notification. `look`: events of the group may
 * be known already, as where it was refused for that, or its first answer was lost.
 */
export const appendStatement = (
  schema: string,
  writer: string,
  group: ReadonlyArray<PendingAppend>,
  look: boolean,
): QueryArrayConfig => {
  const places = new Map<string, number>()
  const streamOf = group.map(({ stream }) => {
    const place = places.get(stream) ?? places.size + 1
    places.set(stream, place)
    return place
  })
  return {
    name: 'append',
    text: `select to_json(a) from ${schema}.append($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) a`,
    rowMode: 'array',
    values: [
      [...places.keys()].join(separator),
      `{${streamOf.join(',')}}`,
      `{${group.map(({ expected }) => revisionNumber(expected)).join(',')}}`,
      `{${group.map(({ events }) => events.length).join(',')}}`,
      group.map(({ events }) => events.map(({ id }) => id).join(',')).join(','),
      `{${group.map(({ events }, n) => events.map(() => n + 1).join(',')).join(',')}}`,
      joined(group, ({ events }) => events.map(({ type }) => type)),
      joined(group, ({ data }) => data),
      joined(group, ({ metadata }) => metadata),
      writer,
      look,
    ],
  }
}

const Row = t.strict(
  {
    statuses: t.array(t.number),
    revisions: t.array(t.number),
    positions: t.array(t.number),
    recorded: t.number,
    last: Position,
  },
  'what append answers',
)

/** What a commit came to: each append's answer, and where the log ends. */
export interface Committed {
  readonly answers: ReadonlyArray<E.Either<AppendError, Appended>>
  /** The events that were written, in order: their positions follow on one another. */
  readonly written: ReadonlyArray<RecordedEvent>
  readonly last: Position
}

/** Reads the statement's row. The events of an answer are the very objects that were given to `append`. */
export const committedOf = (
  group: ReadonlyArray<PendingAppend>,
  row: unknown,
): E.Either<string, Committed> => {
  const decoded = Row.decode(row)
  if (E.isLeft(decoded)) return E.left(`not what append answers: ${JSON.stringify(row)}`)
  const { statuses, revisions, positions, recorded, last } = decoded.right
  const recordedAt = timestampOf(new Date(recorded))
  const written: Array<RecordedEvent> = []
  const answers = group.map(({ stream, expected, events }, n): E.Either<AppendError, Appended> => {
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
    const own = events.map(
      ({ id, type, data, metadata }, at): RecordedEvent => ({
        id,
        type,
        data,
        metadata,
        stream,
        revision: (revision + at) as Revision,
        position: (position + at) as Position,
        recordedAt,
      }),
    )
    written.push(...own)
    return E.right({
      revision: (revision + own.length - 1) as Revision,
      position: (position + own.length - 1) as Position,
      events: own,
    })
  })
  return E.right({ answers, written, last })
}
