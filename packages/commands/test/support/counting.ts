import type { DecisionRow, DomainEvent, RowChange, RowKey } from '@parley/domain'

/** A row that says how often it was changed: folded twice, or not at all, it shows. */
export interface Count extends DecisionRow {
  readonly kind: 'count'
  readonly count: number
}

export const countKey = (text: string): RowKey => ({ kind: 'count', parts: [text], text })

/** A row that was changed so often; none that never was. */
export const counted = (count: number): Count | undefined =>
  count === 0 ? undefined : { kind: 'count', count }

const countIn = (row: DecisionRow | undefined): number =>
  row !== undefined && 'count' in row && typeof row.count === 'number' ? row.count : 0

const raised = new WeakMap<DomainEvent, ReadonlyArray<string>>()

/** An event, of no type that there is, that raises the counts at these keys. */
export const raise = (keys: ReadonlyArray<string>): DomainEvent => {
  const event: DomainEvent = Object.create(null)
  raised.set(event, keys)
  return event
}

/** What such an event does. */
export const raisesOf = (event: DomainEvent): ReadonlyArray<RowChange> =>
  (raised.get(event) ?? []).map((text) => ({
    key: countKey(text),
    apply: (row) => counted(countIn(row) + 1),
  }))
