import type { Cause, Change } from '@parley/contract'
import type { ChannelId } from '@parley/domain'
import type { ConnectionState } from './connection/connection-state.ts'
import type { Report } from './platform/foreign.ts'
import type { ShownMessage } from './state/message.ts'

/** What a client tells of beside its state, each in the order in which it happened. */
export interface ClientEvents {
  /** A message came, of a channel that one is in: somebody else's, or one's own from here or elsewhere. */
  readonly message: { readonly message: ShownMessage; readonly mine: boolean }
  /**
   * Rows of a channel that is watched changed, and by what cause: for what a program asks for itself, and has to ask for
   * anew then. `changes` is null where a watch begins with a snapshot: anything may have changed before it.
   */
  readonly changed: {
    readonly channelId: ChannelId
    readonly cause: Cause | null
    readonly changes: ReadonlyArray<Change> | null
  }
  /** There is a connection, there is none, or the next try for one was set. */
  readonly connection: ConnectionState
}

type Listener<K extends keyof ClientEvents> = (event: ClientEvents[K]) => unknown

/**
 * Tells listeners after the turn, once for all that happened in it: so none of them is called in the middle of
 * something, and each may do whatever it likes to the client. One that throws stops no other.
 */
export interface Telling {
  readonly changed: () => void
  readonly tell: <K extends keyof ClientEvents>(event: K, what: ClientEvents[K]) => void
  readonly subscribe: (listener: () => unknown) => () => void
  readonly on: <K extends keyof ClientEvents>(event: K, listener: Listener<K>) => () => void
  /** Whether somebody listens to an event. */
  readonly isHeard: (event: keyof ClientEvents) => boolean
}

export const telling = (report: Report): Telling => {
  const subscribers = new Set<{ readonly listener: () => unknown }>()
  const heard: { readonly [K in keyof ClientEvents]: Set<{ readonly listener: Listener<K> }> } = {
    message: new Set(),
    changed: new Set(),
    connection: new Set(),
  }
  const told: Array<() => void> = []
  let isChanged = false
  let isTelling = false

  /** Called before there is something to tell. */
  const plan = (): void => {
    if (isChanged || told.length > 0) return
    // What a listener brings about is told in a turn of its own: one that answers each change with another keeps
    // nothing else from happening.
    if (isTelling) setTimeout(run, 0)
    else queueMicrotask(run)
  }
  const run = (): void => {
    isTelling = true
    const events = told.splice(0)
    const wasChanged = isChanged
    isChanged = false
    if (wasChanged) callAll(subscribers, undefined)
    for (const tellAll of events) tellAll()
    isTelling = false
  }
  /** Those who listen as it begins, and have not left by their turn. */
  const callAll = <A>(all: ReadonlySet<{ readonly listener: (what: A) => unknown }>, what: A): void => {
    for (const one of Array.from(all)) if (all.has(one)) void call(one.listener, what)
  }
  const call = async <A>(listener: (what: A) => unknown, what: A): Promise<void> => {
    try {
      await listener(what)
    } catch (error) {
      report(error)
    }
  }
  const join = <A>(all: Set<A>, one: A): (() => void) => {
    all.add(one)
    return () => void all.delete(one)
  }

  return {
    changed: () => {
      plan()
      isChanged = true
    },
    tell: (event, what) => {
      if (heard[event].size === 0) return
      plan()
      told.push(() => callAll(heard[event], what))
    },
    subscribe: (listener) => join(subscribers, { listener }),
    on: (event, listener) => join(heard[event], { listener }),
    isHeard: (event) => heard[event].size > 0,
  }
}
