import { setTimeout as pause } from 'node:timers/promises'
import { ownConnection } from '@parley/projection'
import type pg from 'pg'

/** Milliseconds between two times that the server is told: in between, the next statement may have begun. */
const every = 100

/** Runs statements that may take long, and has the server leave them, one after another, once it is told to end. */
export const cancelledBy = async (
  ended: AbortSignal,
  connectionString: string,
  clients: ReadonlyArray<pg.Client & { readonly processID?: number | null }>,
  work: () => Promise<void>,
): Promise<void> => {
  const done = new AbortController()
  const cancel = async (): Promise<void> => {
    const canceller = ownConnection(connectionString, 'parley builder')
    canceller.on('error', () => {})
    try {
      await canceller.connect()
      while (!done.signal.aborted) {
        for (const { processID } of clients)
          await canceller.query('select pg_cancel_backend($1)', [processID])
        await pause(every, undefined, { signal: done.signal }).catch(() => {})
      }
    } finally {
      await canceller.end()
    }
  }
  let cancelling: Promise<void> | undefined
  const onEnd = (): void => {
    cancelling = cancel().catch(() => {})
  }
  if (ended.aborted) onEnd()
  ended.addEventListener('abort', onEnd)
  try {
    await work()
  } finally {
    ended.removeEventListener('abort', onEnd)
    done.abort()
    await cancelling
  }
}
