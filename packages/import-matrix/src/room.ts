import { decodeItem, fieldsOf, type Item, itemsIn, itemsOf, parsed } from '@parley/import-kit'
import * as E from 'fp-ts/lib/Either.js'
import type { Report } from './context.ts'
import { type FoundEvent, RoomEvent } from './event.ts'

/** A room as its export says it. */
export interface ExportedRoom {
  readonly file: string
  /** Null where the export says none. */
  readonly name: string | null
  readonly topic: string | null
  /** In the order of their times. */
  readonly events: ReadonlyArray<FoundEvent>
}

/** Under which names exports have their events: Element's, and what servers answer who asks for messages. */
const lists = ['messages', 'chunk'] as const

/** Reads a room's export: an object as Element writes it, or a list of events. Left: why it is none. */
export const roomIn = (file: string, bytes: Uint8Array, report: Report): E.Either<string, ExportedRoom> => {
  const fields = fieldsOf(bytes)
  const listed = E.isLeft(fields)
    ? undefined
    : lists.map((name) => fields.right.get(name)).find((field) => field !== undefined)
  const items = listed === undefined ? itemsOf(bytes) : itemsIn(listed)
  if (E.isLeft(items)) return E.left('is no room that was exported: it has no list of events (`messages`)')
  const said = (name: string): string | null => {
    const field = E.isLeft(fields) ? undefined : fields.right.get(name)
    const value = field === undefined ? null : E.getOrElse((): unknown => null)(parsed(field.text))
    return typeof value === 'string' && value.trim() !== '' ? value : null
  }
  const events = items.right
    .flatMap((item) => eventIn(file, item, report))
    .toSorted((one, other) => one.event.origin_server_ts - other.event.origin_server_ts)
  return E.right({ file, name: said('room_name'), topic: said('topic'), events })
}

const eventIn = (file: string, item: Item, report: Report): ReadonlyArray<FoundEvent> => {
  const { line } = item
  const event = decodeItem(RoomEvent, item)
  if (E.isRight(event)) return [{ file, line, event: event.right }]
  report({ file, line, what: event.left, consequence: 'skipped' })
  return []
}
