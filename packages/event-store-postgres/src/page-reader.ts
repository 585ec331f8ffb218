import type { EventFilter, RecordedEvent } from '@parley/event-store'
import * as E from 'fp-ts/lib/Either.js'
import type { Failure } from './failures.ts'
import type { Reading } from './reading.ts'

/** How many events are read at once unless a subscription asks for fewer. */
export const usualPage = 2000
/** How many positions one question may pass over where a filter leaves few of them. */
const windowSize = 50_000

/** A part of the log: the events of it that pass the filter, and the position up to which it was read. */
interface Page {
  readonly events: ReadonlyArray<RecordedEvent>
  readonly upTo: number
}

/** Reads page after page, `after` one position and not beyond `end`. */
export type PageReader = (after: number, end: number) => Promise<E.Either<Failure, Page>>

/** A reader that asks for the page that follows while the one before it is worked on, and for no more than that. */
export const pageReader = (
  reading: Reading,
  filter: EventFilter | undefined,
  pageSize: number,
): PageReader => {
  const ask = (after: number, end: number) => {
    const upTo = Math.min(end, after + (filter === undefined ? pageSize : windowSize))
    return { after, upTo, answer: reading.page(after, upTo, pageSize, filter)() }
  }
  let ahead: ReturnType<typeof ask> | undefined
  return async (after, end) => {
    const asked = ahead?.after === after ? ahead : ask(after, end)
    ahead = undefined
    const answer = await asked.answer
    if (E.isLeft(answer)) return answer
    const events = answer.right
    const upTo = events.length < pageSize ? asked.upTo : (events.at(-1)?.position ?? asked.upTo)
    if (upTo < end) ahead = ask(upTo, end)
    return E.right({ events, upTo })
  }
}
