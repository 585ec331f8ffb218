import { eventDefinitions } from '@parley/domain'
import { brandOf } from '../codecs/branded.ts'
import { type CodecShape, fieldsOf, shapeOf, unknownShape } from '../codecs/shape.ts'
import { isText } from '../mask/masked-values.ts'

/** What stands in a column. `json` is for what has parts of its own: lists, and records whose names are not known. */
export type ColumnType = 'text' | 'integer' | 'number' | 'boolean' | 'moment' | 'json'

/** A column of exported events. */
export interface Column {
  readonly name: string
  readonly type: ColumnType
}

/** A column of a type of event, and how its value is found in one. */
interface Cell extends Column {
  readonly valueIn: (event: unknown) => unknown
}

/** What every row has: where the event stands; or, where it can't be read, why. */
export const placeColumns = [
  { name: 'position', type: 'integer' },
  { name: 'stream', type: 'text' },
  { name: 'revision', type: 'integer' },
  { name: 'id', type: 'text' },
  { name: 'type', type: 'text' },
  { name: 'recordedAt', type: 'moment' },
  { name: 'unreadable', type: 'text' },
] as const satisfies ReadonlyArray<Column>

/** How events become rows. */
export interface Columns {
  readonly all: ReadonlyArray<Column>
  /** The values of an event by the names of columns; what it does not have is not in it. */
  readonly valuesOf: (type: string, event: unknown) => ReadonlyMap<string, unknown>
}

/**
 * The columns of all events, made from their codecs: one for each field by its own name, for a field of a field both
 * with `_` between. A new field is a new column. Fields of the same name in several events are one.
 *
 * @throws Error where two fields of one name are not of one type, or nobody has said what a field holds.
 */
export const columnsOf = ({ omitsText }: { readonly omitsText: boolean }): Columns => {
  const byEvent = new Map(
    eventDefinitions.map(({ type, codec }) => [
      type as string,
      cellsOf(shapeOf(codec), '', (event) => event, omitsText).filter(({ name }) => name !== 'type'),
    ]),
  )
  const all = merged([...placeColumns, ...[...byEvent.values()].flat()])
  const inAll = new Set(placeColumns.map(({ name }): string => name))
  for (const { name } of [...byEvent.values()].flat())
    if (inAll.has(name)) throw new Error(`a field is called as what every row has: ${name}`)
  return {
    all,
    valuesOf: (type, event) =>
      new Map((byEvent.get(type) ?? []).map(({ name, valueIn }) => [name, valueIn(event)])),
  }
}

/** Columns by name, each once. */
export const merged = (columns: ReadonlyArray<Column>): ReadonlyArray<Column> => {
  const byName = new Map<string, Column>()
  for (const { name, type } of columns) {
    const before = byName.get(name)
    if (before !== undefined && before.type !== type)
      throw new Error(`two fields are called ${name}, and one is ${before.type}, the other ${type}`)
    byName.set(name, { name, type })
  }
  return [...byName.values()]
}

/** The columns of a value of a codec, which is found by `valueIn`. */
export const cellsOf = (
  shape: CodecShape,
  name: string,
  valueIn: (event: unknown) => unknown,
  omitsText: boolean,
): ReadonlyArray<Cell> => {
  const fields = fieldsOf(shape)
  if (fields !== undefined)
    return [...fields]
      .filter(([, field]) => !(omitsText && isText(field)))
      .flatMap(([field, inner]) =>
        cellsOf(inner, name === '' ? field : `${name}_${field}`, fieldIn(valueIn, field), omitsText),
      )
  switch (shape._tag) {
    case 'RefinementType':
      return [{ name, type: brandOf(shape).column, valueIn }]
    case 'TypedType':
    case 'ExactType':
    case 'ReadonlyType':
      return cellsOf(shape.type, name, valueIn, omitsText)
    case 'ArrayType':
    case 'ReadonlyArrayType':
    case 'ListType':
    case 'DictionaryType':
      return [{ name, type: 'json', valueIn }]
    case 'UnionType':
      return unionCells(
        shape.types.filter(({ _tag }) => _tag !== 'NullType'),
        name,
        valueIn,
        omitsText,
      )
    case 'LiteralType':
      return [{ name, type: typeof shape.value === 'string' ? 'text' : 'json', valueIn }]
    case 'NumberType':
      return [{ name, type: 'number', valueIn }]
    case 'BooleanType':
      return [{ name, type: 'boolean', valueIn }]
    case 'NullType':
      return []
    case 'InterfaceType':
    case 'PartialType':
    case 'IntersectionType':
      throw new Error(`${shape.name} is no record`)
    default:
      return unknownShape(shape)
  }
}

/** Members that are all records lie beside each other; scalars of one type are one column; anything else is JSON. */
const unionCells = (
  types: ReadonlyArray<CodecShape>,
  name: string,
  valueIn: (event: unknown) => unknown,
  omitsText: boolean,
): ReadonlyArray<Cell> => {
  const cells = types.map((type) => cellsOf(type, name, valueIn, omitsText)).flat()
  const areRecords = types.every((type) => fieldsOf(type) !== undefined)
  const areAlike =
    new Set(cells.map(({ type }) => type)).size === 1 && cells.every((cell) => cell.name === name)
  if (!areRecords && !areAlike) return [{ name, type: 'json', valueIn }]
  return merged(cells).map((column) => {
    const cell = cells.find((one) => one.name === column.name)
    return { ...column, valueIn: cell?.valueIn ?? valueIn }
  })
}

const fieldIn =
  (valueIn: (event: unknown) => unknown, field: string) =>
  (event: unknown): unknown => {
    const record = valueIn(event)
    return typeof record === 'object' && record !== null ? Reflect.get(record, field) : undefined
  }
