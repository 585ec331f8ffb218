import { type Position, streamPrefixes } from '@parley/domain'
import type { AccessDenied, Corrupt, EventStore, RecordedEvent, Subscription } from '@parley/event-store'
import { SubscriptionFailed } from '@parley/event-store'
import type { Clock, Logger } from '@parley/runtime'
import * as E from 'fp-ts/lib/Either.js'
import { lastingPause, todoOn } from './lasting.ts'

/** What keeps the log from being followed. */
export interface FollowTrouble {
  readonly cause: string
  /** What to do about it; nothing where it passes by itself. */
  readonly todo?: string
}

/** What follows the log, and what it tells. */
export interface FollowOptions {
  readonly log: Pick<EventStore, 'subscribe' | 'end'>
  readonly clock: Pick<Clock, 'later'>
  readonly logger: Logger
  /** Events of the engine's streams, in the order of the log, each once. */
  readonly came: (events: ReadonlyArray<RecordedEvent>) => void
  /** Everything up to a position has come. */
  readonly cameTo: (position: Position) => void
  /** The log has not what it had: it is not followed any more. */
  readonly setBack: (cause: string) => void
  /** Told what keeps it, and with nothing once it goes on. */
  readonly troubled: (trouble: FollowTrouble | undefined) => void
}

/** The one subscription to the log in this process. */
export interface FollowingLog {
  /** Resolves when everything that is appended from now on will come. */
  readonly ready: Promise<void>
  readonly close: () => Promise<void>
}

/** The wait after the log could not be followed, in milliseconds; what lasts is waited for longer from the second time on. */
const pause = 500

/** While more is there than comes at once, so many events are gathered: what takes back an earlier one is among them. */
const mostGathered = 2_000

/**
 * Follows the engine's streams from where the log ends when it is first reached, and after each loss from where it was:
 * without a gap and without a repeat.
 */
export const followLog = (options: FollowOptions): FollowingLog => {
  const { log, clock, logger, came, cameTo, setBack, troubled } = options
  let closed = false
  let at: Position | undefined
  let subscription: Subscription | undefined
  let resting: PromiseWithResolvers<void> | undefined
  /** Whether what kept it the last time does not pass by itself. */
  let lasts = false
  let logged: string | undefined
  const ready = Promise.withResolvers<void>()

  const rest = async (milliseconds: number): Promise<void> => {
    resting = Promise.withResolvers()
    const cancel = clock.later(milliseconds, resting.resolve)
    await resting.promise
    cancel()
  }

  const begin = async (): Promise<Position | undefined> => {
    const end = await log.end()()
    if (E.isRight(end)) return end.right ?? (0 as Position)
    const error = end.left
    switch (error._tag) {
      case 'AccessDenied':
      case 'Corrupt':
        await keptByWhatLasts(error)
        return undefined
      case 'Unavailable':
        await keptFor({ cause: error.cause })
        return undefined
      case 'StreamDeleted':
        await keptFor({ cause: `the stream ${error.stream} was deleted` })
        return undefined
      default:
        return error satisfies never
    }
  }

  const keptFor = async (trouble: FollowTrouble): Promise<void> => {
    lasts = false
    troubled(trouble)
    await rest(pause)
  }

  const keptByWhatLasts = async (reason: AccessDenied | Corrupt): Promise<void> => {
    const wait = lasts ? lastingPause : pause
    lasts = true
    troubled({ cause: `${reason._tag}: ${reason.cause}`, todo: todoOn(reason) })
    await rest(wait)
  }

  const pull = async (after: Position): Promise<void> => {
    let gathered: ReadonlyArray<RecordedEvent> = []
    let behind = false
    const give = (upTo: Position | undefined): void => {
      const events = gathered
      gathered = []
      if (events.length > 0) came(events)
      const last = events.at(-1)?.position
      const position = upTo !== undefined && (last === undefined || upTo > last) ? upTo : last
      if (position === undefined) return
      at = position
      cameTo(position)
    }
    subscription = log.subscribe({ filter: { streamPrefixes }, ...(after === 0 ? {} : { after }) })
    ready.resolve()
    for await (const message of subscription) {
      if (closed) return
      lasts = false
      switch (message._tag) {
        case 'events':
          gathered = gathered.length === 0 ? message.events : [...gathered, ...message.events]
          if (!behind || gathered.length >= mostGathered) give(undefined)
          break
        case 'checkpoint':
          give(message.position)
          break
        case 'caught-up':
          behind = false
          give(undefined)
          troubled(undefined)
          break
        case 'fell-behind':
          behind = true
          troubled({ cause: 'its connection was lost, or more comes than is taken' })
          break
        default:
          message satisfies never
      }
    }
  }

  const run = async (): Promise<void> => {
    while (!closed) {
      const after = at ?? (await begin())
      // It may have been closed meanwhile, when there was no subscription yet to end.
      if (after === undefined || closed) continue
      if (at === undefined) {
        at = after
        cameTo(after)
      }
      try {
        await pull(after)
        // It ends by itself only where the store is closed.
        return
      } catch (error) {
        if (isSetBack(error)) return setBack(error.reason.cause)
        await failed(error)
      }
    }
  }

  const failed = async (error: unknown): Promise<void> => {
    if (error instanceof SubscriptionFailed) return keptByWhatLasts(error.reason)
    const cause = error instanceof Error ? error.message : String(error)
    // No store throws anything else: it is a fault of ours, and where it stands is worth a line, but not each time.
    if (cause !== logged) logger.error({ err: error }, 'the log could not be followed')
    logged = cause
    await keptFor({ cause })
  }
  const running = run()

  return {
    ready: ready.promise,
    close: async () => {
      closed = true
      resting?.resolve()
      await subscription?.return?.()
      await running
    },
  }
}

/** The log ends before where it was followed to, or has no event there. */
const isSetBack = (error: unknown): error is SubscriptionFailed =>
  error instanceof SubscriptionFailed &&
  error.reason._tag === 'Corrupt' &&
  error.reason.unknownPosition !== undefined
