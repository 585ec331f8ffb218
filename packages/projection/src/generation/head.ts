import { setTimeout as pause } from 'node:timers/promises'
import type { Position } from '@parley/domain'
import type { Client } from 'pg'
import { ownConnection } from '../sql/connection.ts'
import { pointerMoved } from '../control/pointer.ts'
import { quoted } from '../sql/identifier.ts'
import { notifications } from '../sql/statement.ts'
import { readCheckpoint } from './checkpoint.ts'

/** Told where the read models have come to. */
export type HeadListener = (position: Position) => void

/**
 * Which read models are in use, and how far they have come, as far as this process knows. One of them serves a whole
 * process.
 */
export interface Head {
  /** The schema of the generation in use. */
  readonly schema: () => string
  /** Looks again which generation is in use, and gives its schema; what was known where it can't be told in time. */
  readonly look: () => Promise<string>
  /** How far the generation in use is. */
  readonly known: () => Position
  /** Says that the generation in use has come to a position. */
  readonly advance: (position: Position) => void
  /** Says that a generation, in use or not, has come to a position: for a projector in the same process. */
  readonly advanceIn: (schema: string, position: Position) => void
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

const listeners = (first: string) => {
  const all = new Set<HeadListener>()
  const awaiting = new Set<() => void>()
  let waiting = 0
  let known = 0 as Position
  let schema = first
  const advance = (position: Position): void => {
    if (position > known) known = position
    for (const listener of all) listener(position)
  }
  const listen = (listener: HeadListener): (() => void) => {
    all.add(listener)
    return () => all.delete(listener)
  }
  return {
    schema: () => schema,
    known: () => known,
    listen,
    advance,
    advanceIn: (of: string, position: Position): void => {
      if (of === schema) advance(position)
    },
    /** Another generation is in use from now on: how far that is has to be found out. */
    moveTo: (to: string): void => {
      if (to === schema) return
      schema = to
      known = 0 as Position
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

/** What a connection that listens is given. */
interface Listening {
  readonly client: Client
  /** Asks which schema is in use. */
  readonly inUse: (client: Client) => Promise<string>
  /** Milliseconds between two looks. */
  readonly every: number
  readonly closing: AbortSignal
  /** Wakes for a look before its time. */
  readonly sooner: Signal
  /** A look is over: this schema is in use, and has come to this position. */
  readonly looked: (schema: string, position: Position) => void
  readonly advance: (schema: string, position: Position) => void
}

/**
 * Listens until the connection ends, or it is told to close; then resolves. Says that it is ready by the first `looked`.
 * Every so many milliseconds, and whenever a pointer was moved, it asks which generation is in use and for its
 * checkpoint, and throws where that is not answered: a line may die without a word.
 */
const listenOnce = async (listening: Listening): Promise<void> => {
  const { client, inUse, every, closing, sooner, looked, advance } = listening
  const over = new AbortController()
  const ended = new Promise<void>((resolve) => {
    closing.addEventListener('abort', () => resolve(), { signal: over.signal })
    client.once('end', resolve)
    client.once('error', () => resolve())
  })
  client.on('error', () => {})
  client.on('notification', ({ channel, payload }) => {
    if (channel === pointerMoved) sooner.wake()
    else if (payload !== undefined && told.test(payload)) advance(channel, Number(payload) as Position)
  })
  const begin = async (): Promise<void> => {
    await client.connect()
    await client.query(`listen ${quoted(pointerMoved)}`)
    let heard: string | undefined
    while (!over.signal.aborted) {
      const schema = await inUse(client)
      if (schema !== heard) {
        if (heard !== undefined) await client.query(`unlisten ${quoted(notifications(heard))}`)
        await client.query(`listen ${quoted(notifications(schema))}`)
        heard = schema
      }
      // Only now: what was told before we listened is in the checkpoint.
      looked(schema, await readCheckpoint(client, schema))
      await sooner.within(every, over.signal)
    }
  }
  // The driver leaves `connect` without an answer where the client is ended meanwhile.
  await Promise.race([begin(), ended]).finally(() => over.abort())
}

/** Something that is waited for, and comes when it is woken. */
const waking = () => {
  let awake = false
  let call = (): void => {}
  return {
    wake: (): void => {
      awake = true
      call()
    },
    /** Resolves when it is woken, or was since the last time; after so many milliseconds; or when it is ended. */
    within: async (milliseconds: number, ended: AbortSignal): Promise<void> => {
      if (!awake && !ended.aborted) {
        const { promise, resolve } = Promise.withResolvers<void>()
        call = resolve
        const timer = setTimeout(resolve, milliseconds)
        ended.addEventListener('abort', call, { once: true })
        await promise
        clearTimeout(timer)
        ended.removeEventListener('abort', call)
      }
      awake = false
    },
  }
}
type Signal = ReturnType<typeof waking>

/** Milliseconds that somebody waits at the most who has it look again. */
const lookWithin = 500

/**
 * Follows the head of the generation that is in use by notifications. The connection comes back by itself, and after
 * each loss the checkpoint is read, so that nothing that was told meanwhile is missed. `inUse` tells which schema that
 * is; `schema` at all times unless given. `every`: milliseconds between two looks at the checkpoint, by which a line
 * that died without a word is found out.
 */
export const watchHead = (
  connectionString: string,
  schema: string,
  every = 10_000,
  inUse: Listening['inUse'] = () => Promise.resolve(schema),
): Head => {
  const head = listeners(schema)
  const closing = new AbortController()
  const sooner = waking()
  const looking = new Set<() => void>()
  let client: Client | undefined
  const follow = async (): Promise<void> => {
    for (let wait = 50; !closing.signal.aborted; wait = Math.min(wait * 2, 2_000)) {
      client = ownConnection(connectionString, 'parley head')
      try {
        await listenOnce({
          client,
          inUse,
          every,
          closing: closing.signal,
          sooner,
          looked: (found, position) => {
            wait = 50
            head.moveTo(found)
            head.advance(position)
            for (const done of looking) done()
          },
          advance: head.advanceIn,
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
    look: async () => {
      const { promise, resolve } = Promise.withResolvers<void>()
      const timer = setTimeout(resolve, lookWithin)
      looking.add(resolve)
      sooner.wake()
      await promise
      clearTimeout(timer)
      looking.delete(resolve)
      return head.schema()
    },
    close: async () => {
      closing.abort()
      client?.end().catch(() => {})
      await following
    },
  }
}
