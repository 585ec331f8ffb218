import type { Position } from '@parley/domain'
import type { Clock } from '@parley/runtime'
import type { Conditions } from './conditions.ts'
import type { DatabaseSeen, LogSeen } from './look.ts'

/** What is looked at, and how. */
export interface WatchOptions {
  readonly conditions: Conditions
  readonly clock: Clock
  readonly database: () => Promise<DatabaseSeen>
  readonly log: (checkpoint: Position) => Promise<LogSeen>
}

/** Looks at the stores, until it is closed. */
export interface Watch {
  readonly close: () => void
}

/** Milliseconds between two looks, and for which one may take. */
const every = 2_000
const answerWithin = 5_000

/** Milliseconds for which an event may wait for the read models, and how old it may be by the database's clock. */
const mostLag = 10_000
const oldest = 60_000
/** How old where nothing is projected yet: then they are being built of a log that holds something already. */
const oldestOfNone = 2_000

/**
 * Looks every two seconds whether the database and the log answer, and whether the read models follow the log: in
 * whichever process the projector is, they do not where the log has had an event for ten seconds that they have not.
 */
export const watchStores = ({ conditions, clock, database, log }: WatchOptions): Watch => {
  let closed = false
  let cancel = (): void => {}
  let awaited: { readonly position: Position; readonly since: number } | undefined

  /** Without an answer in time it is said, and waited for all the same: one look at a time. */
  const inTime = async <A>(look: Promise<A>, late: () => void): Promise<A> => {
    const cancelLate = clock.later(answerWithin, late)
    return look.finally(cancelLate)
  }

  const follow = (seen: LogSeen, checkpoint: Position, now: number): void => {
    switch (seen._tag) {
      case 'nothing-new':
        awaited = undefined
        conditions.over('log')
        conditions.over('read-models-behind')
        conditions.over('read-models-of-another-log')
        return
      case 'new': {
        conditions.over('log')
        conditions.over('read-models-of-another-log')
        if (awaited === undefined || checkpoint >= awaited.position)
          awaited = { position: seen.position, since: clock.elapsed() }
        const waits = clock.elapsed() - awaited.since
        const none = checkpoint === 0
        const late = waits > mostLag || now - seen.at > (none ? oldestOfNone : oldest)
        if (late)
          conditions.report('read-models-behind', {
            cause: none
              ? 'nothing of what the log holds is in them yet'
              : waits > mostLag
                ? `they have been at position ${checkpoint} for ${Math.round(waits / 1_000)} s, and the log goes on after it`
                : `they are at position ${checkpoint}, and the log took the next event ${Math.round((now - seen.at) / 1_000)} s ago`,
            todo: 'See whether a projector runs, and what it says. While they are made anew, wait.',
          })
        else conditions.over('read-models-behind')
        return
      }
      case 'another':
        conditions.over('log')
        conditions.report('read-models-of-another-log', seen.reason)
        return
      case 'wrong':
        conditions.report('log', seen.reason)
        return
      default:
        seen satisfies never
    }
  }

  const look = async (): Promise<void> => {
    const silent = (name: 'database' | 'log') => (): void =>
      conditions.report(name, {
        cause: `it has given no answer for ${answerWithin / 1_000} s`,
        todo: 'See to the server and to the network between it and Parley, which goes on by itself then.',
      })
    const seen = await inTime(database(), silent('database'))
    if (closed) return
    switch (seen._tag) {
      case 'wrong':
        conditions.report('database', seen.reason)
        return
      case 'absent':
        conditions.over('database')
        conditions.report('no-read-models', seen.reason)
        return
      case 'at': {
        conditions.over('database')
        conditions.over('no-read-models')
        const found = await inTime(log(seen.checkpoint), silent('log'))
        if (!closed) follow(found, seen.checkpoint, seen.now)
        return
      }
      default:
        seen satisfies never
    }
  }

  const lookAgain = (): void => {
    void look()
      .catch((error: unknown) => conditions.report('database', { cause: String(error) }))
      .finally(() => {
        conditions.over('starting')
        if (!closed) cancel = clock.later(every, lookAgain)
      })
  }
  conditions.report('starting', { cause: 'it is looked whether the stores answer' })
  lookAgain()

  return {
    close: () => {
      closed = true
      cancel()
    },
  }
}
