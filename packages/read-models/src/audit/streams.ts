import { ChannelId, channelStream, inboxStream, streamName, TenantId, UserId } from '@parley/domain'
import { rowCodec } from '@parley/projection'
import type { AnyRow, MemoryTables, StreamPlace } from '@parley/projection'
import { parkedStreams } from '../parked/table.ts'
import type { ParkedStream } from '../parked/table.ts'
import type { Group } from '../group.ts'
import { core } from '../groups.ts'
import { type Difference, unreadTable } from './differences.ts'

/** What became of the log in memory. */
export interface FromLog {
  readonly tables: MemoryTables
  /** All streams that the log has events of. */
  readonly streams: ReadonlySet<string>
  /** Those that were given up, and why. */
  readonly parked: ReadonlyMap<string, string>
  /** Inboxes of which the log has not all that was. */
  readonly incomplete: ReadonlySet<string>
  /** Those of which events were skipped: a message among them is missing where messages are counted by their segments. */
  readonly skipped: ReadonlySet<string>
}

/** The stream that a row names by the columns of its address; undefined where it names none. */
const streamIn = ({ kind, address: [tenant, id] }: StreamPlace, row: AnyRow): string | undefined => {
  const tenantId = row[tenant]
  const fields = { tenantId, [kind.id]: row[id] }
  if (!TenantId.is(tenantId) || !kind.codec.is(row[id])) return undefined
  return streamName(kind, { ...fields, tenantId })
}

/** The streams that rows of read models are of. */
export const streamsWithRows = (group: Group, tables: MemoryTables): ReadonlySet<string> =>
  new Set(
    group.streamPlaces.flatMap((place) =>
      rowsOf(tables, place.table.name).flatMap((row) => streamIn(place, row) ?? []),
    ),
  )

/** An unread count is made of a channel and of an inbox. */
const streamsOfUnread = ({ tenantId, channelId, userId }: AnyRow): ReadonlyArray<string> =>
  TenantId.is(tenantId) && ChannelId.is(channelId) && UserId.is(userId)
    ? [channelStream(tenantId, channelId), inboxStream(tenantId, userId)]
    : []

/** The streams that a row was made of; undefined: it may have been any. */
const streamsOf = (
  { readModels, streamPlaces }: Group,
  { table, fromLog, stored }: Difference,
): ReadonlyArray<string> | undefined => {
  const row: AnyRow = stored ?? fromLog ?? {}
  if (table === unreadTable) return streamsOfUnread(row)
  const stream = readModels.find((model) => model.table.name === table)?.stream
  const place = streamPlaces.find(({ kind }) => kind.kind === stream?.kind)
  const name = place === undefined ? undefined : streamIn(place, row)
  return name === undefined ? undefined : [name]
}

/** The one stream that a row was made of; undefined where it may have been another too. */
export const streamOfRow = (difference: Difference, group = core): string | undefined => {
  if (difference.table === parkedStreams.name) return difference.key.trim()
  const streams = streamsOf(group, difference)
  return streams?.length === 1 ? streams[0] : undefined
}

const rowsOf = (tables: MemoryTables, name: string): ReadonlyArray<AnyRow> => [
  ...(tables.get(name)?.values() ?? []),
]

const Parked = rowCodec(parkedStreams)
const decodedParked = (row: AnyRow): ParkedStream => {
  if (!Parked.is(row)) throw new Error(`no row of ${parkedStreams.name}: ${JSON.stringify(row)}`)
  return row
}

/** From where on nothing of a stream is projected, and why. */
export const givenUp = (revision: number, cause: string): string => `from revision ${revision} on: ${cause}`

/**
 * The streams that are not whole: those given up in the read models, or by what the log has now, and those that the
 * read models have rows of and the log no event. `compares`: whether a difference is in rows of which the log can tell.
 */
export const streamDifferences = (
  fromLog: FromLog,
  stored: { readonly tables: MemoryTables; readonly parked: MemoryTables },
  group = core,
): {
  readonly differences: ReadonlyArray<Difference>
  readonly compares: (difference: Difference) => boolean
} => {
  const parkedThere = new Map(
    rowsOf(stored.parked, parkedStreams.name).map((row) => {
      const { stream, revision, cause } = decodedParked(row)
      return [stream, givenUp(revision, cause)]
    }),
  )
  const gone = group.streamPlaces
    .flatMap((place) => rowsOf(stored.tables, place.table.name).flatMap((row) => streamIn(place, row) ?? []))
    .filter((stream) => !fromLog.streams.has(stream))
  const inLog = new Map<string, string>([
    ...gone.map((stream) => [stream, 'the log has no event of it'] as const),
    ...[...fromLog.incomplete].map((stream) => [stream, 'the log has not all of it'] as const),
    ...fromLog.parked,
  ])
  const streams = [...new Set([...inLog.keys(), ...parkedThere.keys()])]
  const differing = new Set(streams.filter((stream) => inLog.get(stream) !== parkedThere.get(stream)))
  return {
    differences: streams.map((stream) => {
      const [log, there] = [inLog.get(stream), parkedThere.get(stream)]
      return {
        table: parkedStreams.name,
        key: `${stream}\n`,
        ...(log === undefined ? {} : { fromLog: { stream, cause: log } }),
        ...(there === undefined ? {} : { stored: { stream, cause: there } }),
      }
    }),
    // Of a row that any stream may have made, the log can tell where it can of all.
    compares: (difference) => {
      const made = streamsOf(group, difference)
      if (difference.table === unreadTable && made?.some((stream) => fromLog.skipped.has(stream)) === true)
        return false
      return made === undefined ? differing.size === 0 : !made.some((stream) => differing.has(stream))
    },
  }
}
