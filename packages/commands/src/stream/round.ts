import { eventIdOf } from '@parley/domain'
import type { DomainEvent, Rows } from '@parley/domain'
import { toNewEvent } from '@parley/event-store'
import type { NewEvent } from '@parley/event-store'
import * as E from 'fp-ts/lib/Either.js'
import type { CommandError } from '../errors.ts'
import { jsonBytes } from './json-bytes.ts'
import type { Order, StreamRules } from './order.ts'

/** What an order comes to if the round that it is in comes to stand in the log. */
interface Outcome<Key, Row> {
  /** The place in the round of the last event that was before this outcome or is its own; -1: none. */
  readonly last: number
  readonly events: number
  readonly rows: Rows<Key, Row>
}

/** Orders that were decided one after another against one state, each seeing the events of those before it. */
export interface Round<Event, Key, Row> {
  /** One for each order that was decided; the rest of the orders had no room. */
  readonly outcomes: ReadonlyArray<E.Either<CommandError, Outcome<Key, Row>>>
  readonly events: ReadonlyArray<Event>
  readonly news: ReadonlyArray<NewEvent>
  /** The keys that each event touches. */
  readonly touched: ReadonlyArray<ReadonlyArray<Key>>
  /** The rows that the events change, of those that the state has. */
  readonly rows: ReadonlyMap<Key, Row | undefined>
}

interface State<Key, Row> {
  readonly has: (key: Key) => boolean
  readonly row: (key: Key) => Row | undefined
}

const eventBytes = ({ id, type, data, metadata }: NewEvent): number =>
  id.length + type.length + jsonBytes(data) + jsonBytes(metadata)

/**
 * Decides orders whose rows the state has. Pure: what their events change lies over the state, in `rows`.
 * It ends early where the events would be too many bytes for one append, or where one would have the id of another:
 * at the least, it decides the first order.
 */
export const decideRound = <Command, Event extends DomainEvent, Key, Row>(
  stream: string,
  rules: StreamRules<Command, Event, Key, Row>,
  state: State<Key, Row>,
  orders: ReadonlyArray<Order<Command, Key, Row>>,
  mostBytes: number,
): Round<Event, Key, Row> => {
  const { decider } = rules
  const outcomes: Array<E.Either<CommandError, Outcome<Key, Row>>> = []
  const events: Array<Event> = []
  const news: Array<NewEvent> = []
  const touched: Array<ReadonlyArray<Key>> = []
  const over = new Map<Key, Row | undefined>()
  const ids = new Set<string>()
  let bytes = 0

  for (const order of orders) {
    const rows = new Map<Key, Row | undefined>()
    for (const key of order.keys) rows.set(key, over.has(key) ? over.get(key) : state.row(key))
    if (order.command === undefined) {
      outcomes.push(E.right({ last: events.length - 1, events: 0, rows }))
      continue
    }
    const decided = attempt(() => decider.decide(order.command as Command, rows))
    if (E.isLeft(decided)) {
      outcomes.push(decided)
      continue
    }
    if (E.isLeft(decided.right)) {
      outcomes.push(E.left({ _tag: 'Rejected', rejection: decided.right.left }))
      continue
    }
    const made = decided.right.right
    if (made.length > 0 && order.refused !== undefined) {
      outcomes.push(E.left({ _tag: 'Rejected', rejection: order.refused }))
      continue
    }
    const appended = made.map((event, n) => toNewEvent(event, eventIdOf(stream, event, n)))
    for (const event of appended) bytes += eventBytes(event)
    if (news.length > 0 && appended.some(({ id }) => ids.has(id))) break
    if (news.length > 0 && bytes > mostBytes) break
    for (const [n, event] of made.entries()) {
      const keys = decider.touches(event)
      for (const key of keys) {
        if (!over.has(key) && !state.has(key)) continue
        const row = decider.evolve(key, over.has(key) ? over.get(key) : state.row(key), event)
        over.set(key, row)
        if (rows.has(key)) rows.set(key, row)
      }
      const newEvent = appended[n]
      if (newEvent === undefined) continue
      ids.add(newEvent.id)
      events.push(event)
      news.push(newEvent)
      touched.push(keys)
    }
    outcomes.push(E.right({ last: events.length - 1, events: made.length, rows }))
  }
  return { outcomes, events, news, touched, rows: over }
}

/** A rule that throws is broken; that must fail the one command, not those that happen to wait beside it. */
const attempt = <A>(decide: () => A): E.Either<CommandError, A> => {
  try {
    return E.right(decide())
  } catch (error) {
    return E.left({ _tag: 'Corrupt', cause: `a rule failed: ${String(error)}` })
  }
}
