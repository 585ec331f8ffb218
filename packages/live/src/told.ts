import {
  type Hindsight,
  isSaidAgain,
  type Matter,
  matterKey,
  type Said,
  type TakenBack,
} from '@parley/domain'

type Fields = Readonly<Record<string, unknown>>

/**
 * Events as they are told once all of them are known: what a later one took back of one is null, or what that one says
 * instead; what it says again stays. `hindsightOf` says of each what its definition does. Pure. Events are in the order
 * of the log; one of which nothing was taken back comes out as the same object.
 */
export const told = <Told extends Fields, Event extends Told>(
  events: ReadonlyArray<Event>,
  hindsightOf: (event: Event) => Hindsight<Event>,
): ReadonlyArray<Told> => {
  const taken = new Map<string, TakenBack>()
  // From the last to the first: so what is known of each is what came after it.
  return events
    .toReversed()
    .map((event): Told => {
      const { says, takesBack } = hindsightOf(event)
      const instead = insteadOf(event, says, taken)
      for (const matter of takesBack?.(event) ?? []) {
        const key = matterKey(matter)
        if (!isSaidAgain(matter) && !taken.has(key)) taken.set(key, matter)
      }
      return instead === undefined ? event : { ...event, ...instead }
    })
    .toReversed()
}

/** The matters of which an event says something in a field. */
export const mattersOf = <Event>(event: Event, said: Said<Event>): ReadonlyArray<Matter> =>
  said === 'stays' ? [] : said.of(event)

/** What is told instead of what an event says, by field; undefined where that is all of it. */
const insteadOf = <Event extends Fields>(
  event: Event,
  says: Hindsight<Event>['says'],
  taken: ReadonlyMap<string, TakenBack>,
): Fields | undefined => {
  let instead: Fields | undefined
  for (const [field, said] of Object.entries(says)) {
    const by = takenOf(mattersOf(event, said), taken)
    if (by === undefined) continue
    const value = 'instead' in by ? by.instead : null
    if (value !== event[field]) instead = { ...instead, [field]: value }
  }
  return instead
}

/** How any of these was taken back. */
const takenOf = (
  matters: ReadonlyArray<Matter>,
  taken: ReadonlyMap<string, TakenBack>,
): TakenBack | undefined => {
  for (const matter of matters) {
    const by = taken.get(matterKey(matter))
    if (by !== undefined) return by
  }
  return undefined
}
