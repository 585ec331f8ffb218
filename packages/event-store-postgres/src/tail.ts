import { signal } from '@parley/event-store'
import type { RecordedEvent, Signal } from '@parley/event-store'
import * as E from 'fp-ts/lib/Either.js'
import type { Failure } from './failures.ts'
import { listen } from './listener.ts'
import type { Listener } from './listener.ts'
import type { Settings } from './options.ts'
import type { Reading } from './reading.ts'
import { ring } from './ring.ts'
import type { Ring } from './ring.ts'

/** The end of the log as this process knows it: how far it reaches, and its newest events. */
export interface Tail {
  /** The position up to which everything is committed and can be read. */
  readonly end: () => number
  readonly ring: Ring
  /** Woken whenever any of this changes. */
  readonly changed: Signal
  /** What keeps it from listening for commits, if anything. `undefined`: it listens. */
  readonly trouble: () => Failure | 'starting' | undefined
  /** Begins to listen; until somebody needs it, it does not. */
  readonly follow: () => void
  /** Takes in what this process committed. */
  readonly committed: (written: ReadonlyArray<RecordedEvent>, end: number) => void
  /** Takes in how far the log reaches. */
  readonly reach: (position: number) => void
  /** Reads what others committed after the ring's last event into it: once, for all who wait for it. */
  readonly fill: () => Promise<E.Either<Failure, unknown>>
  readonly close: () => Promise<void>
}

const fillSize = 2000

export const tailOf = (settings: Settings, writer: string, reading: Reading): Tail => {
  const newest = ring(settings.liveEvents)
  const changed = signal()
  let end = 0
  let trouble: Failure | 'starting' | undefined = 'starting'
  let listener: Listener | undefined
  let filling: Promise<E.Either<Failure, unknown>> | undefined

  const reach = (position: number): void => {
    if (position <= end) return
    end = position
    changed.wake()
  }

  const fill = async (): Promise<E.Either<Failure, unknown>> => {
    const page = await reading.page(newest.last(), end, fillSize)()
    filling = undefined
    if (E.isLeft(page)) return page
    const before = newest.last()
    newest.push(page.right)
    // Events that were removed leave a hole that a ring can't have: what is before the end is read from the table.
    if (newest.last() === before) newest.skipTo(end)
    return page
  }

  return {
    end: () => end,
    ring: newest,
    changed,
    trouble: () => trouble,
    follow: () => {
      listener ??= listen(
        { ...settings, writer },
        {
          end: () => end,
          onEnd: reach,
          onListening: () => {
            trouble = undefined
            changed.wake()
          },
          onLost: (failure) => {
            trouble = failure
            changed.wake()
          },
        },
      )
    },
    committed: (written, last) => {
      newest.push(written)
      reach(last)
    },
    reach,
    fill: () => (filling ??= fill()),
    close: async () => {
      changed.wake()
      await listener?.close()
    },
  }
}
