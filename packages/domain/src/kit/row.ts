import type { StreamKindName } from '../streams/stream-kind-name.ts'

/**
 * What a decision knows: rows, each at a key. A channel may hold millions of messages; a decision looks at three of
 * them, so there is no one big state.
 */

/** A row that decisions look at. Its kind says what it is a row of. */
export interface DecisionRow {
  readonly kind: string
}

/** Names a row: the kind that it is of, and the parts by which it is told from others of that kind. */
export interface RowKey<Row extends DecisionRow = DecisionRow> {
  readonly kind: Row['kind']
  readonly parts: ReadonlyArray<string>
  /** All of that as one text, for maps. Two keys never have the same: no part holds a line feed. */
  readonly text: string
}

/**
 * Rows by the text of their keys. A text that is there with `undefined` was looked up and there is no such row; one
 * that is not there was not looked up, and no decision may ask for it.
 */
export type Rows = ReadonlyMap<string, DecisionRow | undefined>

/** A kind of row: `member`, say. */
export interface RowKind<Row extends DecisionRow, Parts extends ReadonlyArray<string>> {
  readonly kind: Row['kind']
  /** The kind of stream whose events change it. */
  readonly stream: StreamKindName
  /** How many parts its keys have. */
  readonly parts: Parts['length']
  readonly key: (...parts: Parts) => RowKey<Row>
}

/** Whichever kind of row. */
export interface AnyRowKind {
  readonly kind: string
  readonly stream: StreamKindName
  readonly parts: number
}

/**
 * Declares a kind of row. Its type, and what its keys are made of, are those of what it is assigned to.
 *
 * @example const memberRows: RowKind<MemberRow, [userId: UserId]> = rowKind('channel', 'member', 1)
 */
export const rowKind = <Row extends DecisionRow, Parts extends ReadonlyArray<string>>(
  stream: StreamKindName,
  kind: Row['kind'],
  parts: Parts['length'],
): RowKind<Row, Parts> => {
  const only: RowKey<Row> = { kind, parts: [], text: kind }
  return {
    kind,
    stream,
    parts,
    key: parts === 0 ? () => only : (...given) => ({ kind, parts: given, text: textOf(kind, given) }),
  }
}

const textOf = (kind: string, parts: ReadonlyArray<string>): string => {
  let text = kind
  // Not joined: every decision makes a few of these, and nearly all have one part.
  for (const part of parts) text += `\n${part}`
  return text
}

/**
 * The row at a key; `undefined` where there is none.
 *
 * @throws Error where the key was not looked up, or a row of another kind stands there: both are mistakes of ours.
 */
export const rowAt = <Row extends DecisionRow>(rows: Rows, { kind, text }: RowKey<Row>): Row | undefined => {
  const row = rows.get(text)
  if (row === undefined) {
    if (rows.has(text)) return undefined
    throw new Error(`a decision asks for ${JSON.stringify(text)}, which its command does not read`)
  }
  if (row.kind === kind) return row as Row
  throw new Error(`at ${JSON.stringify(text)} stands a row of kind ${row.kind}`)
}

/** What an event does to one row. */
export interface RowChange {
  readonly key: RowKey
  /** The row after it; `undefined` before: not there yet; after: gone. */
  readonly apply: (row: DecisionRow | undefined) => DecisionRow | undefined
}

/** The row is this from now on, whatever it was. */
export const put = <Row extends DecisionRow>(key: RowKey<Row>, row: Row): RowChange => ({
  key,
  apply: () => row,
})

/** The row, where there is one, becomes another. */
export const patch = <Row extends DecisionRow>(key: RowKey<Row>, next: (row: Row) => Row): RowChange => ({
  key,
  apply: (row) => (row === undefined ? undefined : next(asKind(key, row))),
})

/** The row, where there is one, becomes another or goes; where there is none, there may be one. */
export const change = <Row extends DecisionRow>(
  key: RowKey<Row>,
  next: (row: Row | undefined) => Row | undefined,
): RowChange => ({ key, apply: (row) => next(row === undefined ? undefined : asKind(key, row)) })

/** The row is gone. */
export const remove = (key: RowKey): RowChange => ({ key, apply: () => undefined })

const asKind = <Row extends DecisionRow>({ kind, text }: RowKey<Row>, row: DecisionRow): Row => {
  if (row.kind === kind) return row as Row
  throw new Error(`at ${JSON.stringify(text)} stands a row of kind ${row.kind}`)
}
