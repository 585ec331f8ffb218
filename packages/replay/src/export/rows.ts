import type { DomainEvent } from '@parley/domain'
import type { Replayed, ReplayPage, Unreadable } from '../page.ts'
import type { Columns } from './columns.ts'

/** An event as a row: its values in the order of the columns; undefined where it has none. */
export interface Row {
  readonly position: number
  readonly id: string
  readonly isUnreadable: boolean
  readonly values: ReadonlyArray<unknown>
}

/** Makes rows of pages, in the order of positions. */
export const rowsOf = (
  columns: Columns,
): ((page: Pick<ReplayPage<DomainEvent>, 'events' | 'unreadable'>) => ReadonlyArray<Row>) => {
  const names = columns.all.map(({ name }) => name)
  const row = (place: Replayed<unknown> | Unreadable, own: ReadonlyMap<string, unknown>): Row => {
    const { position, id } = place
    const common: Readonly<Record<string, unknown>> = { ...place }
    return {
      position,
      id,
      isUnreadable: own.has('unreadable'),
      values: names.map((name) => own.get(name) ?? common[name] ?? undefined),
    }
  }
  return ({ events, unreadable }) => {
    const rows = events.map((replayed) => {
      const { event, ...place } = replayed
      const own = new Map(columns.valuesOf(event.type, event)).set('type', event.type)
      return row({ ...place, event: undefined }, own)
    })
    if (unreadable.length === 0) return rows
    const unread = unreadable.map((event) =>
      row(event, new Map([['unreadable', `${event.reason}: ${event.why}`]])),
    )
    return [...rows, ...unread].toSorted((a, b) => a.position - b.position)
  }
}
