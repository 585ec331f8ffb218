import { Position, Revision } from '@parley/domain'
import type { DecisionRow, RowKey } from '@parley/domain'
import * as t from 'io-ts'
import type { AnyTable } from '../table/table.ts'
import type { DecisionRead } from './description.ts'
import type { Question } from './statement.ts'

/** What the statement gives: the number that something was asked for under, and what was found. */
export const FoundRows = t.array(t.type({ n: t.number, found: t.UnknownArray }))
export type FoundRows = t.TypeOf<typeof FoundRows>

/** A row that is not what its table says. */
export class BadRow extends Error {}

/** What was found of a stream: how far its projection is, and its rows by the text of their keys. */
export interface Looked {
  /** Undefined: it has nothing of the stream. */
  readonly place: { readonly revision: Revision; readonly position: Position } | undefined
  readonly rows: ReadonlyMap<string, DecisionRow | undefined>
}

const codecsOf = ({ name, columns }: AnyTable, names: ReadonlyArray<string>): ReadonlyArray<t.Mixed> =>
  names.map((column) => {
    const found = columns[column]
    if (found === undefined) throw new Error(`${name} has no column ${column}`)
    return found.codec
  })

type Check = (cells: unknown) => boolean

const cellsAre =
  (codecs: ReadonlyArray<t.Mixed>): Check =>
  (cells) =>
    Array.isArray(cells) && codecs.every((codec, n) => codec.is(cells[n]))

const listIs =
  (check: Check): Check =>
  (list) =>
    list === null || (Array.isArray(list) && list.every(check))

/** Reads what was found at keys of one kind, whose columns it checks. */
const reading = ({ kind, table, columns, stands, along, row }: DecisionRead) => {
  const own = cellsAre(codecsOf(table, columns))
  const checks = [
    stands === 'one' ? own : listIs(own),
    ...along.map((other) => listIs(cellsAre(codecsOf(other.table, other.columns)))),
  ]
  return (found: ReadonlyArray<unknown>): DecisionRow | undefined => {
    if (checks.every((check, n) => check(found[n]))) return row(found)
    throw new BadRow(`not a row of kind ${kind.kind}: ${JSON.stringify(found)}`)
  }
}

const Place = t.tuple([Revision, Position])

/** The answers to questions, out of what their one statement found. They throw `BadRow`. */
export const answering = (reads: ReadonlyArray<DecisionRead>) => {
  const readers = new Map(reads.map((read) => [read.kind.kind, reading(read)]))
  const rowOf = ({ kind }: RowKey, found: ReadonlyArray<unknown> | undefined): DecisionRow | undefined =>
    found === undefined ? undefined : readers.get(kind)?.(found)

  return (questions: ReadonlyArray<Question>, all: FoundRows): ReadonlyArray<Looked> => {
    const byNumber = new Map(all.map(({ n, found }) => [n, found]))
    let next = questions.length
    return questions.map(({ keys }, n) => {
      const rows = new Map<string, DecisionRow | undefined>()
      for (const key of keys) rows.set(key.text, rowOf(key, byNumber.get(next++)))
      const place: unknown = byNumber.get(n)
      if (place === undefined) return { place, rows }
      if (!Place.is(place)) throw new BadRow(`not where a stream is: ${JSON.stringify(place)}`)
      return { place: { revision: place[0], position: place[1] }, rows }
    })
  }
}
