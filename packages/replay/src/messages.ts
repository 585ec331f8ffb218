import {
  type EventStore,
  type SubscribeQuery,
  SubscriptionFailed,
  type SubscriptionMessage,
} from '@parley/event-store'
import { ReplayFailed } from './failed.ts'

/** How a log is listened to. */
export interface Listening {
  /** Ends it, also while it waits. */
  readonly stop?: AbortSignal | undefined
  /**
   * After so many milliseconds without a word from the log it is taken to be out of reach. Absent: it is waited for, as
   * where nothing may happen for long.
   */
  readonly silence?: number | undefined
}

/**
 * What a subscription yields, until it is stopped or left. Throws `ReplayFailed` where the log can't be read on, or
 * says nothing for too long: a subscription by itself waits for a log that is away for as long as it takes.
 */
export async function* messagesOf(
  log: Pick<EventStore, 'subscribe'>,
  query: SubscribeQuery,
  { stop, silence }: Listening,
): AsyncGenerator<SubscriptionMessage, undefined, undefined> {
  const subscription = log.subscribe(query)
  let isSilent = false
  try {
    while (stop?.aborted !== true) {
      const pulled = await heard(subscription.next(), { stop, silence })
      if (pulled === 'stopped') return undefined
      isSilent = pulled === 'silent'
      if (pulled === 'silent')
        throw new ReplayFailed({ _tag: 'Unavailable', cause: `the log said nothing for ${silence} ms` })
      if (pulled.done === true) throw new ReplayFailed({ _tag: 'Unavailable', cause: 'the store was closed' })
      yield pulled.value
    }
    return undefined
  } catch (error) {
    throw error instanceof SubscriptionFailed ? new ReplayFailed(error.reason) : error
  } finally {
    const left = subscription.return?.()
    // One that says nothing may not end soon either.
    if (isSilent) left?.catch(() => undefined)
    else await left
  }
}

/** What comes of a pull. Nothing of it is held afterwards, however long `stop` lives. */
const heard = <A>(next: Promise<A>, { stop, silence }: Listening): Promise<A | 'stopped' | 'silent'> =>
  new Promise((resolve, reject) => {
    const over = (): void => {
      clearTimeout(timer)
      stop?.removeEventListener('abort', onStop)
    }
    const onStop = (): void => {
      over()
      resolve('stopped')
    }
    const timer = silence === undefined ? undefined : setTimeout(() => resolve('silent'), silence)
    stop?.addEventListener('abort', onStop)
    next.then(resolve, reject).finally(over)
  })
