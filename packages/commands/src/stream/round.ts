import { eventIdOf } from '@parley/domain'
import type { DecisionRow, DomainEvent, RowChange, RowKey, Rows } from '@parley/domain'
import { toNewEvent } from '@parley/event-store'
import type { NewEvent } from '@parley/event-store'
import * as E from 'fp-ts/lib/Either.js'
import type { CommandError } from '../errors.ts'
import { jsonBytes } from './json-bytes.ts'
import type { PendingCommand } from './pending-command.ts'
import { domainRules, type Rules } from './rules.ts'

/** What a command comes to if its round is written to the log. */
interface Outcome {
  /** The index in the round of the last event that was before this outcome or is its own; -1: none. */
  readonly last: number
  readonly events: number
  readonly rows: Rows
}

/** Commands that were decided one after another against one state, each seeing the events of those before it. */
export interface Round {
  /** One for each command that was decided; the rest had no room. */
  readonly outcomes: ReadonlyArray<E.Either<CommandError, Outcome>>
  readonly events: ReadonlyArray<DomainEvent>
  readonly news: ReadonlyArray<NewEvent>
  /** What each event does to rows. */
  readonly changes: ReadonlyArray<ReadonlyArray<RowChange>>
  /** The rows that the events change, of those that the state has, by the text of their keys. */
  readonly rows: ReadonlyMap<string, DecisionRow | undefined>
}

interface State {
  readonly has: (key: RowKey) => boolean
  readonly row: (key: RowKey) => DecisionRow | undefined
}

const eventBytes = ({ id, type, data, metadata }: NewEvent): number =>
  id.length + type.length + jsonBytes(data) + jsonBytes(metadata)

/**
 * Decides commands whose rows the state has. Pure: what their events change lies over the state, in `rows`.
 * It ends early where the events would be too many bytes for one append, or where one would have the id of another:
 * at the least, it decides the first.
 */
export const decideRound = (
  stream: string,
  state: State,
  batch: ReadonlyArray<PendingCommand>,
  mostBytes: number,
  { decide, changesOf }: Rules = domainRules,
): Round => {
  const outcomes: Array<E.Either<CommandError, Outcome>> = []
  const events: Array<DomainEvent> = []
  const news: Array<NewEvent> = []
  const changes: Array<ReadonlyArray<RowChange>> = []
  const over = new Map<string, DecisionRow | undefined>()
  const ids = new Set<string>()
  let bytes = 0

  for (const pending of batch) {
    const { given } = pending
    const rows = new Map<string, DecisionRow | undefined>()
    for (const key of pending.keys)
      rows.set(key.text, over.has(key.text) ? over.get(key.text) : state.row(key))
    if (given === undefined) {
      outcomes.push(E.right({ last: events.length - 1, events: 0, rows }))
      continue
    }
    const decided = attempt(() => decide(given.command, rows, given.elsewhere))
    if (E.isLeft(decided)) {
      outcomes.push(decided)
      continue
    }
    if (E.isLeft(decided.right)) {
      outcomes.push(E.left({ _tag: 'Rejected', rejection: decided.right.left }))
      continue
    }
    const made = decided.right.right
    if (made.length > 0 && pending.refused !== undefined) {
      outcomes.push(E.left({ _tag: 'Rejected', rejection: pending.refused }))
      continue
    }
    const appended = made.map((event, n) => toNewEvent(event, eventIdOf(stream, event, n), pending.metadata))
    for (const event of appended) bytes += eventBytes(event)
    if (news.length > 0 && appended.some(({ id }) => ids.has(id))) break
    if (news.length > 0 && bytes > mostBytes) break
    for (const [n, event] of made.entries()) {
      const itsChanges = changesOf(event)
      for (const { key, apply } of itsChanges) {
        const { text } = key
        if (!over.has(text) && !state.has(key)) continue
        const row = apply(over.has(text) ? over.get(text) : state.row(key))
        over.set(text, row)
        if (rows.has(text)) rows.set(text, row)
      }
      const newEvent = appended[n]
      if (newEvent === undefined) continue
      ids.add(newEvent.id)
      events.push(event)
      news.push(newEvent)
      changes.push(itsChanges)
    }
    outcomes.push(E.right({ last: events.length - 1, events: made.length, rows }))
  }
  return { outcomes, events, news, changes, rows: over }
}

/** A rule that throws is broken; that must fail the one command, not those that happen to wait beside it. */
const attempt = <A>(decide: () => A): E.Either<CommandError, A> => {
  try {
    return E.right(decide())
  } catch (error) {
    return E.left({ _tag: 'Corrupt', cause: `a rule failed: ${String(error)}` })
  }
}
