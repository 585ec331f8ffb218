import { Position, Revision, timestampOf } from '@parley/domain'
import type { Timestamp } from '@parley/domain'
import type { JsonObject, RecordedEvent } from '@parley/event-store'
import type { CustomTypesConfig } from 'pg'

const asIs = (text: string): string => text
const bigintOid = 20
const integerOid = 23

/** Reads whole numbers as numbers (a codec looks at them after), and everything else as the text that it is. */
export const rowTypes: CustomTypesConfig = {
  getTypeParser: (oid: number) => (oid === bigintOid || oid === integerOid ? Number : asIs),
}

/** The columns of an event's row, in the order in which they are read. */
export const columns = 'position, revision, recorded_at, stream, event_id, type, data, metadata'

/** A row of `columns`. */
export type EventRow = readonly [
  position: Position,
  revision: Revision,
  recordedAt: number,
  stream: number,
  id: string,
  type: string,
  data: string,
  metadata: string,
]

// Every event of a long log comes by here: written out, since a loop over codecs takes far longer.
const isEventRow = (row: ReadonlyArray<unknown>): row is EventRow =>
  row.length === 8 &&
  Position.is(row[0]) &&
  Revision.is(row[1]) &&
  Number.isInteger(row[2]) &&
  Number.isInteger(row[3]) &&
  typeof row[4] === 'string' &&
  typeof row[5] === 'string' &&
  typeof row[6] === 'string' &&
  typeof row[7] === 'string'

/** Thrown where a row is not what this version writes. */
export class CorruptRow extends Error {
  override readonly name = 'CorruptRow'
  /** The position that was asked after, where the log has none such. */
  readonly unknownPosition: number | undefined

  constructor(message: string, unknownPosition?: number) {
    super(message)
    this.unknownPosition = unknownPosition
  }
}

/** Checks rows of `columns`. Throws `CorruptRow`. */
export const eventRows = (rows: ReadonlyArray<ReadonlyArray<unknown>>): ReadonlyArray<EventRow> =>
  rows.map((row) => {
    if (isEventRow(row)) return row
    throw new CorruptRow(`not a row of events: ${JSON.stringify(row).slice(0, 200)}`)
  })

const isObject = (u: unknown): u is JsonObject => typeof u === 'object' && u !== null && !Array.isArray(u)

/** The object that a text is; undefined where it is none, as another program may have written it. */
const jsonObject = (text: string): JsonObject | undefined => {
  try {
    const read: unknown = JSON.parse(text)
    return isObject(read) ? read : undefined
  } catch {
    return undefined
  }
}

/** Why the content of an event can't be given; absent: it can. */
const unreadable = (data: JsonObject | undefined, metadata: JsonObject | undefined): string | undefined => {
  if (data === undefined) return 'its data are no JSON object'
  return metadata === undefined ? 'its metadata are no JSON object' : undefined
}

/**
 * Makes recorded events of rows. Neighbours were often written together: what is the same text is read once, so
 * that metadata and times cost next to nothing.
 */
export const recordedEvents = (
  rows: ReadonlyArray<EventRow>,
  nameOf: (stream: number) => string,
): ReadonlyArray<RecordedEvent> => {
  let metadataText = '{}'
  let metadataRead: JsonObject | undefined = {}
  let time = Number.NaN
  let recordedAt = '' as Timestamp
  return rows.map(([position, revision, recorded, stream, id, type, data, metadata]) => {
    if (recorded !== time) {
      time = recorded
      recordedAt = timestampOf(new Date(recorded))
    }
    if (metadata !== metadataText) {
      metadataText = metadata
      metadataRead = jsonObject(metadata)
    }
    const dataRead = jsonObject(data)
    const why = unreadable(dataRead, metadataRead)
    const name = nameOf(stream)
    if (why !== undefined)
      return {
        id,
        type,
        data: {},
        metadata: {},
        unreadable: why,
        stream: name,
        revision,
        position,
        recordedAt,
      }
    return {
      id,
      type,
      data: dataRead ?? {},
      metadata: metadataRead ?? {},
      stream: name,
      revision,
      position,
      recordedAt,
    }
  })
}
