import { setTimeout as pause } from 'node:timers/promises'
import type { Position } from '@parley/domain'
import type { Client } from 'pg'
import { ownConnection } from '../sql/connection.ts'
import { quoted } from '../sql/identifier.ts'
import { notifications } from '../sql/statement.ts'
import { readCheckpoint } from './checkpoint.ts'

/** Told where the read models have come to. */
export type HeadListener = (position: Position) => void

/** How far the read models have come, as far as this process knows. One of them serves a whole process. */
export interface Head {
  readonly known: () => Position
  /** Says that they have come to a position: for a projector in the same process. */
  readonly advance: (position: Position) => void
  /** Calls back at every advance, until the returned function is called. */
  readonly listen: (listener: HeadListener) => () => void
  /** Whether they have come to a position within so many milliseconds. */
  readonly reached: (position: Position, milliseconds: number) => Promise<boolean>
  /** Whether somebody in this process waits for a position that they have not come to. */
  readonly isAwaited: () => boolean
  /** Calls back whenever somebody begins to wait, until the returned function is called. */
  readonly onAwaited: (listener: () => void) => () => void
  readonly close: () => Promise<void>
}

const listeners = () => {
  const all = new Set<HeadListener>()
  const awaiting = new Set<() => void>()
  let waiting = 0
  let known = 0 as Position
  const listen = (listener: HeadListener): (() => void) => {
    all.add(listener)
    return () => all.delete(listener)
  }
  return {
    known: () => known,
    listen,
    advance: (position: Position): void => {
      if (position > known) known = position
      for (const listener of all) listener(position)
    },
    reached: (position: Position, milliseconds: number): Promise<boolean> =>
      new Promise((resolve) => {
        if (known >= position) {
          resolve(true)
          return
        }
        const done = (yes: boolean): void => {
          clearTimeout(timer)
          leave()
          waiting -= 1
          resolve(yes)
        }
        waiting += 1
        const timer = setTimeout(() => done(false), milliseconds)
        const leave = listen((at) => {
          if (at >= position) done(true)
        })
        for (const call of awaiting) call()
      }),
    isAwaited: () => waiting > 0,
    onAwaited: (listener: () => void): (() => void) => {
      awaiting.add(listener)
      return () => awaiting.delete(listener)
    },
  }
}

const told = /^\d+$/

/**
 * Listens until the connection ends, or it is told to close; then resolves. Says that it is ready by the first `advance`. Every so many
 * milliseconds it asks for the checkpoint, and throws where that is not answered: a line may die without a word.
 */
const listenOnce = async (
  client: Client,
  schema: string,
  every: number,
  closing: AbortSignal,
  advance: HeadListener,
): Promise<void> => {
  const over = new AbortController()
  const ended = new Promise<void>((resolve) => {
    closing.addEventListener('abort', () => resolve(), { signal: over.signal })
    client.once('end', resolve)
    client.once('error', () => resolve())
  })
  client.on('error', () => {})
  client.on('notification', ({ payload }) => {
    if (payload !== undefined && told.test(payload)) advance(Number(payload) as Position)
  })
  const begin = async (): Promise<void> => {
    await client.connect()
    await client.query(`listen ${quoted(notifications(schema))}`)
    for (;;) {
      // Only now: what was told before we listened is in the checkpoint.
      advance(await readCheckpoint(client, schema))
      await pause(every, undefined, { signal: over.signal })
    }
  }
  // The driver leaves `connect` without an answer where the client is ended meanwhile.
  await Promise.race([begin(), ended]).finally(() => over.abort())
}

/**
 * Follows the head of a generation by notifications. The connection comes back by itself, and after each loss the
 * checkpoint is read, so that nothing that was told meanwhile is missed. `every`: milliseconds between two looks at
 * the checkpoint, by which a line that died without a word is found out.
 */
export const watchHead = (connectionString: string, schema: string, every = 10_000): Head => {
  const head = listeners()
  const closing = new AbortController()
  let client: Client | undefined
  const follow = async (): Promise<void> => {
    for (let wait = 50; !closing.signal.aborted; wait = Math.min(wait * 2, 2_000)) {
      client = ownConnection(connectionString, 'parley head')
      try {
        await listenOnce(client, schema, every, closing.signal, (position) => {
          wait = 50
          head.advance(position)
        })
      } catch {
        // Unreachable, or nothing there yet: tried again below.
      }
      client.end().catch(() => {})
      if (!closing.signal.aborted) await pause(wait, undefined, { signal: closing.signal }).catch(() => {})
    }
  }
  const following = follow()
  return {
    ...head,
    close: async () => {
      closing.abort()
      client?.end().catch(() => {})
      await following
    },
  }
}
