import type { AppendError, Appended, EventStore, ReadError, RecordedEvent } from '@parley/event-store'
import * as E from 'fp-ts/lib/Either.js'

/**
 * What becomes of an append: `refused`: the log can't be reached; `lost`: it never arrives, and nobody says so;
 * `unacknowledged`: it is written, and the answer gets lost; `late`: it is written a while after it was given up.
 */
export type Fault = 'none' | 'refused' | 'lost' | 'unacknowledged' | 'late'

export interface Faults {
  readonly append: () => Fault
  /** Whether a read fails. */
  readonly read: () => boolean
  readonly delay: () => Promise<void>
}

const noFaults: Faults = { append: () => 'none', read: () => false, delay: async () => {} }

/** A store with a bad line to it. */
export const faultyStore = (store: EventStore, faults: Partial<Faults>): EventStore => {
  const { append, read, delay } = { ...noFaults, ...faults }
  const inDoubt: E.Either<AppendError, Appended> = E.left({ _tag: 'InDoubt', cause: 'the line broke' })
  return {
    ...store,
    append: (stream, expected, events) => {
      const written = store.append(stream, expected, events)
      return async () => {
        const fault = append()
        await delay()
        if (fault === 'refused') return E.left({ _tag: 'Unavailable', cause: 'no line' })
        if (fault === 'lost') return inDoubt
        if (fault === 'late') {
          void delay().then(delay).then(written)
          return inDoubt
        }
        const answer = await written()
        await delay()
        return fault === 'unacknowledged' ? inDoubt : answer
      }
    },
    readStream: (stream, query) => async () => {
      await delay()
      const failed: E.Either<ReadError, ReadonlyArray<RecordedEvent>> = E.left({
        _tag: 'Unavailable',
        cause: 'no line',
      })
      const answer = read() ? failed : await store.readStream(stream, query)()
      await delay()
      return answer
    },
  }
}
