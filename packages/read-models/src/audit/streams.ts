import { ChannelId, channelStream, inboxStream, TenantId, UserId } from '@parley/domain'
import { channels } from '../channels/table.ts'
import { cursors } from '../cursors/table.ts'
import { inboxes } from '../inboxes/table.ts'
import { rowCodec } from '@parley/projection'
import type { AnyRow, MemoryTables } from '@parley/projection'
import { parkedStreams } from '../parked/table.ts'
import { people } from '../people/table.ts'
import type { ParkedStream } from '../parked/table.ts'
import type { Difference } from './differences.ts'

/** What became of the log in memory. */
export interface FromLog {
  readonly tables: MemoryTables
  /** All streams that the log has events of. */
  readonly streams: ReadonlySet<string>
  /** Those that were given up, and why. */
  readonly parked: ReadonlyMap<string, string>
  /** Inboxes of which the log has not all that was. */
  readonly incomplete: ReadonlySet<string>
}

const ofPeople: ReadonlySet<string> = new Set([inboxes.name, cursors.name])

/** The streams that a row was made of. */
const streamsOf = ({ table, fromLog, stored }: Difference): ReadonlyArray<string> => {
  const row: AnyRow = stored ?? fromLog ?? {}
  const tenantId = row['tenant_id'] ?? row['tenantId']
  const channelId = row['channel_id'] ?? row['channelId']
  const userId = row['user_id'] ?? row['userId']
  if (!TenantId.is(tenantId)) return []
  const channel = ChannelId.is(channelId) && !ofPeople.has(table) ? [channelStream(tenantId, channelId)] : []
  const inbox = ofPeople.has(table) || table === 'unread'
  return inbox && UserId.is(userId) ? [...channel, inboxStream(tenantId, userId)] : channel
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
  const gone = [channels.name, inboxes.name]
    .flatMap((table) => rowsOf(stored.tables, table).map((row) => ({ table, key: '', stored: row })))
    .flatMap((row) => streamsOf(row))
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
    // Somebody may have become known by any channel: of them the log can tell where it can of all.
    compares: (difference) =>
      difference.table === people.name
        ? differing.size === 0
        : !streamsOf(difference).some((stream) => differing.has(stream)),
  }
}
