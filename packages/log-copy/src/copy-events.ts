import type { Revision } from '@parley/domain'
import type { AppendError, EventStore } from '@parley/event-store'
import * as E from 'fp-ts/lib/Either.js'
import type { Chains } from './chain.ts'
import type { CopyError } from './error.ts'
import { eachPage, type CopySide, type Range } from './pages.ts'
import { runsOf, wavesOf } from './runs.ts'

/** What copying the events came to. */
export interface EventsCopied {
  readonly events: number
  /** Appends that the target has before what was before them in the source: 0 but for appends that the store delayed. */
  readonly outOfOrder: number
}

/**
 * Appends what the target has not, in the order of the source: the runs of a wave are under way at once, and the next
 * wave waits for them. `copied` is told of more events that are in the target.
 */
export const copyEvents = async (
  source: CopySide,
  target: EventStore,
  range: Range,
  there: Chains,
  copied: (events: number) => CopyError | undefined,
): Promise<E.Either<CopyError, EventsCopied>> => {
  const lasts = new Map<string, Revision>([...there].map(([stream, { revision }]) => [stream, revision]))
  let events = 0
  let outOfOrder = 0
  let end = 0
  const done = await eachPage(source, range, async (page) => {
    const fresh = page.filter(({ stream, revision }) => revision > (lasts.get(stream) ?? -1))
    for (const wave of wavesOf(runsOf(fresh))) {
      const underWay = wave.map((run) => {
        const expected = lasts.get(run.stream) ?? 'no-stream'
        lasts.set(run.stream, run.last.revision)
        return target.append(run.stream, expected, run.events)()
      })
      for (const answer of await Promise.all(underWay)) {
        if (E.isLeft(answer)) return E.left(failed(answer.left))
        if (answer.right.position < end) outOfOrder += 1
        end = Math.max(end, answer.right.position)
      }
    }
    events += fresh.length
    const stop = copied(fresh.length)
    return stop === undefined ? E.right(undefined) : E.left(stop)
  })
  return E.isLeft(done) ? done : E.right({ events, outOfOrder })
}

const failed = (error: AppendError): CopyError => {
  if (error._tag === 'WrongRevision')
    return { _tag: 'Differs', stream: error.stream, what: `somebody else writes it (${error.actual})` }
  return error._tag === 'StreamDeleted'
    ? { _tag: 'Differs', stream: error.stream, what: 'it was deleted' }
    : { _tag: 'StoreFailed', side: 'target', error }
}
