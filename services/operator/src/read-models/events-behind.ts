import type { EventStore } from '@parley/event-store'
import { type AnyTable, keyText } from '@parley/projection'
import { type Difference, type Group, streamOfRow } from '@parley/read-models'
import * as E from 'fp-ts/lib/Either.js'

/** An event by which a row may have come about. */
interface EventBehind {
  readonly type: string
  readonly revision: number
  readonly position: number
}

/** Where a row comes from. */
export interface Origin {
  readonly stream: string
  readonly events: ReadonlyArray<EventBehind>
}

/** Events that are looked through, from the stream's last on, and that are named. */
const mostRead = 5_000
const mostNamed = 10

/** The parts of a row's key that its events name beside the stream. */
const named = (
  { streamPlaces }: Group,
  { key }: AnyTable,
  row: Readonly<Record<string, unknown>>,
): ReadonlyArray<string> =>
  key
    .filter((name) => !streamPlaces.some(({ address }) => address.includes(name)))
    .flatMap((name) => {
      const part = row[name]
      return typeof part === 'string' ? [JSON.stringify(part)] : []
    })

/** The latest events that speak of a row, out of the log; undefined where the row names no stream, or the log can't tell. */
export const eventsBehind = async (
  store: Pick<EventStore, 'readStream'>,
  group: Group,
  table: string,
  row: Readonly<Record<string, unknown>>,
): Promise<Origin | undefined> => {
  const model = group.readModels.find((one) => one.table.name === table)
  if (model === undefined) return undefined
  const stored = row as NonNullable<Difference['stored']>
  const stream = streamOfRow({ table, key: keyText(model.table, stored), stored }, group)
  if (stream === undefined) return undefined
  const read = await store.readStream(stream, { direction: 'backwards', limit: mostRead })()
  if (E.isLeft(read)) return undefined
  const parts = named(group, model.table, row)
  const events = read.right.filter(({ data }) => {
    const text = JSON.stringify(data)
    return parts.every((part) => text.includes(part))
  })
  return {
    stream,
    events: events.slice(0, mostNamed).map(({ type, revision, position }) => ({ type, revision, position })),
  }
}
