import {
  type DomainEvent,
  hindsightOf,
  isSaidAgain,
  type Matter,
  matterKey,
  type ToldEvent,
} from '@parley/domain'
import { mattersOf, told } from './told.ts'
import { type LiveUpdate, retold } from './update.ts'

/**
 * Updates as they are told once those after them are known, `later` ones too: nothing in them says what was taken back
 * since. What that is, the definitions of the events say: texts that were edited or deleted are null, of reactions to a
 * message that was deleted nothing is told, and a channel's former name or description gives way to the next one. A
 * removal names its reaction, for who has it already, and counts it down; so the reaction is told too, to be counted up
 * before. A delta that would name one that came and went in it is none: `tellsOfRemoved`. Applying updates so comes to
 * the same as applying what they were made of, whatever of it was applied before.
 *
 * Pure. Updates are in the order of the log; one that nothing took back comes out as the same object.
 *
 * @example inHindsight([sent('a secret'), deleted]) // [sent(null), deleted]
 */
export const inHindsight = (
  updates: ReadonlyArray<LiveUpdate>,
  later: ReadonlyArray<LiveUpdate> = [],
): ReadonlyArray<LiveUpdate> => {
  if (!updates.some(takesBack) && !later.some(takesBack)) return updates
  const events = toldOf([...updates, ...later])
  return updates.map((update, n) => {
    const event = events[n]
    return event === undefined || event === update.event ? update : retold(update, event)
  })
}

/** Whether an event can take back what an earlier one said. */
const takesBack = ({ event }: LiveUpdate): boolean => hindsightOf(event).takesBack !== undefined

/**
 * Whether updates tell of what was said and taken back in them, since what takes it back says it again: a removal of a
 * reaction, on a message that stands.
 */
export const tellsOfRemoved = (updates: ReadonlyArray<LiveUpdate>): boolean => {
  if (!updates.some(takesBack)) return false
  const events = toldOf(updates)
  const said = new Set<string>()
  return updates.some(({ event }, n) => {
    const again = takenBy(event).some((matter) => isSaidAgain(matter) && said.has(matterKey(matter)))
    for (const matter of saidIn(event)) said.add(matterKey(matter))
    return again && events[n] === event
  })
}

const takenBy = (event: DomainEvent): ReadonlyArray<Matter> => hindsightOf(event).takesBack?.(event) ?? []

const saidIn = (event: DomainEvent): ReadonlyArray<Matter> =>
  Object.values(hindsightOf(event).says).flatMap((said) => mattersOf(event, said))

const toldOf = (updates: ReadonlyArray<LiveUpdate>): ReadonlyArray<ToldEvent> =>
  told<ToldEvent, DomainEvent>(
    updates.map(({ event }) => event),
    hindsightOf,
  )
