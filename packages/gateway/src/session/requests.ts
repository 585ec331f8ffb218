import type { Query, WireCommand } from '@parley/contract'
import type { Watcher } from '@parley/engine'
import type { RequestId } from '@parley/protocol'
import * as E from 'fp-ts/lib/Either.js'
import { failureJson, internalJson, overloadedJson } from './faults.ts'
import { acceptedJson, resultJson } from './frames.ts'
import { type Pace, Paced } from './pace.ts'
import type { SessionParts } from './parts.ts'

/** Whose session it is, and what is needed of it. */
interface SessionOf {
  readonly watcher: Watcher
  readonly push: (frame: string) => void
}

/**
 * The commands and queries of one session: many commands at once, a few queries as its socket takes the answers; each
 * answered when it is ready.
 */
export class Requests {
  readonly #parts: Pick<SessionParts, 'limits' | 'log'>
  readonly #session: SessionOf
  readonly #queries: Paced
  #commandsUnderWay = 0
  #commandBytes = 0
  #queriesUnderWay = 0
  #onIdle: (() => void) | undefined

  constructor(parts: Pick<SessionParts, 'limits' | 'log'>, session: SessionOf, room: Pace) {
    this.#parts = parts
    this.#session = session
    this.#queries = new Paced(room, parts.limits.queriesAtOnce)
  }

  /** `bytes`: those of its frame. */
  command(id: RequestId, command: WireCommand, bytes: number): void {
    const { limits } = this.#parts
    const isTooMuch = this.#commandsUnderWay > 0 && this.#commandBytes + bytes > limits.commandBytes
    if (this.#commandsUnderWay >= limits.commandsUnderWay || isTooMuch) this.#session.push(overloadedJson(id))
    else void this.#carryOut(id, command, bytes)
  }

  query(id: RequestId, query: Query): void {
    if (this.#queriesUnderWay >= this.#parts.limits.queriesUnderWay)
      return this.#session.push(overloadedJson(id))
    this.#queriesUnderWay += 1
    this.#queries.run(() => this.#answer(id, query))
  }

  /** Resolves when no command is under way. To be asked once. */
  idle(): Promise<void> {
    if (this.#commandsUnderWay === 0) return Promise.resolve()
    return new Promise((resolve) => {
      this.#onIdle = resolve
    })
  }

  async #carryOut(id: RequestId, command: WireCommand, bytes: number): Promise<void> {
    const session = this.#session
    this.#commandsUnderWay += 1
    this.#commandBytes += bytes
    try {
      // Called in the order of the frames, before anything is awaited: so the engine has them in that order.
      const outcome = await session.watcher.execute(command)()
      if (E.isLeft(outcome)) return session.push(failureJson(id, outcome.left))
      session.push(acceptedJson(id, outcome.right))
    } catch (fault) {
      session.push(internalJson(id, this.#parts.log, fault))
    } finally {
      this.#commandsUnderWay -= 1
      this.#commandBytes -= bytes
      if (this.#commandsUnderWay === 0) this.#onIdle?.()
    }
  }

  async #answer(id: RequestId, query: Query): Promise<void> {
    const session = this.#session
    try {
      const outcome = await session.watcher.ask(query)()
      if (E.isLeft(outcome)) session.push(failureJson(id, outcome.left))
      else session.push(resultJson(id, outcome.right))
    } catch (fault) {
      session.push(internalJson(id, this.#parts.log, fault))
    } finally {
      this.#queriesUnderWay -= 1
    }
  }
}
