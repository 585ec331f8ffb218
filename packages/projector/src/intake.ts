import type { Position } from '@parley/domain'
import { signal } from '@parley/event-store'
import type { RecordedEvent, Subscription } from '@parley/event-store'
import { addEvent, type Batch, emptyBatch, fits, hasNews, isFull } from './batch.ts'
import { type Pacer, unpaced } from './pacing.ts'
import type { Sorting } from './sorting.ts'

/**
 * Gathers what a subscription yields while the batch before is being committed. A batch is what has come by the time
 * that somebody takes it, and at most `most` events; caught up, it is taken when the pacer lets it.
 */
export interface Intake {
  /** Waits until there is something, and takes all of it; nothing once the subscription has ended, or it is stopped. */
  readonly take: () => Promise<Batch | undefined>
  /** What is being gathered now. */
  readonly pending: () => Batch
  readonly caughtUp: () => boolean
  /** Ends the subscription. */
  readonly close: () => Promise<void>
}

/**
 * The subscription goes on after `from`. What it throws, `take` throws, after all that came before. `caughtUp` is told
 * the position up to which the log had been, once all of that has come.
 */
export const intake = (
  subscription: Subscription,
  from: Position,
  most: number,
  stopping: AbortSignal,
  sorting: Sorting,
  caughtUp: (position: Position) => void,
  pacer: Pacer = unpaced,
): Intake => {
  const leaving = new AbortController()
  const ended = AbortSignal.any([stopping, leaving.signal])
  const arrived = signal()
  const taken = signal()
  let batch = emptyBatch(from)
  let live = false
  let over = false
  let failure: { readonly error: unknown } | undefined

  const add = async (events: ReadonlyArray<RecordedEvent>): Promise<void> => {
    await sorting.prepare(events)
    for (const event of events) {
      // One that was had before changes nothing.
      if (event.position <= batch.to) continue
      const next = sorting.next(event)
      const sorted = next instanceof Promise ? await next : next
      while ((isFull(batch, most) || !fits(batch, sorted)) && !ended.aborted) {
        pacer.hurry()
        await taken.next(ended)
      }
      if (ended.aborted) return
      // Without a wait in between: while something is waited for, the batch may be taken, and another begins.
      addEvent(batch, event, sorted)
      if (batch.events === 1) arrived.wake()
    }
  }

  const pull = async (): Promise<void> => {
    for await (const message of subscription) {
      if (ended.aborted) return
      if (message._tag === 'events') await add(message.events)
      else if (message._tag === 'checkpoint') {
        if (message.position > batch.to) batch.to = message.position
      } else {
        live = message._tag === 'caught-up'
        if (live) {
          sorting.goLive()
          caughtUp(batch.to)
        }
      }
      arrived.wake()
    }
  }

  const pulling = pull()
    .catch((error: unknown) => {
      failure = { error }
    })
    .finally(() => {
      over = true
      arrived.wake()
    })

  return {
    take: async () => {
      while (!hasNews(batch) && !over && !ended.aborted) await arrived.next(ended)
      if (live && hasNews(batch) && !isFull(batch, most) && !ended.aborted) await pacer.inTime(ended)
      if (ended.aborted) return undefined
      if (!hasNews(batch)) {
        if (failure !== undefined) throw failure.error
        return undefined
      }
      const full = batch
      batch = emptyBatch(full.to)
      taken.wake()
      return full
    },
    pending: () => batch,
    caughtUp: () => live,
    close: async () => {
      leaving.abort()
      await subscription.return?.()
      await pulling
    },
  }
}
