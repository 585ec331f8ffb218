import type { Query, WireCommand } from '@parley/contract'
import type { Watcher } from '@parley/engine'
import type { RequestId } from '@parley/protocol'
import * as E from 'fp-ts/lib/Either.js'
import type { Client } from '../ephemeral/watchers.ts'
import { failureJson, internalJson, overloadedJson } from './faults.ts'
import { acceptedJson, resultJson } from './frames.ts'
import { type Pace, paced } from './pace.ts'
import type { SessionParts } from './parts.ts'

/**
 * The commands and queries of one session: many commands at once, a few queries as its socket takes the answers; each
 * answered when it is ready.
 */
export interface Requests {
  /** `bytes`: those of its frame. */
  readonly command: (id: RequestId, command: WireCommand, bytes: number) => void
  readonly query: (id: RequestId, query: Query) => void
  /** Resolves when no command is under way. */
  readonly idle: () => Promise<void>
}

/** Whose session it is, and what is needed of it. */
interface Of {
  readonly watcher: Watcher
  readonly client: Pick<Client, 'push'>
  readonly room: Pace
}

export const requests = (
  { limits, log }: Pick<SessionParts, 'limits' | 'log'>,
  { watcher, client, room }: Of,
): Requests => {
  const { push } = client
  let commandsUnderWay = 0
  let commandBytes = 0
  let queriesUnderWay = 0
  const ask = paced(room, limits.queriesAtOnce)
  let onIdle: Array<() => void> = []

  const carryOut = async (id: RequestId, command: WireCommand, bytes: number): Promise<void> => {
    commandsUnderWay += 1
    commandBytes += bytes
    try {
      // Called in the order of the frames, before anything is awaited: so the engine has them in that order.
      const outcome = await watcher.execute(command)()
      if (E.isLeft(outcome)) return push(failureJson(id, outcome.left))
      push(acceptedJson(id, outcome.right))
    } catch (fault) {
      push(internalJson(id, log, fault))
    } finally {
      commandsUnderWay -= 1
      commandBytes -= bytes
      if (commandsUnderWay === 0) {
        for (const resolve of onIdle) resolve()
        onIdle = []
      }
    }
  }
  const answer = async (id: RequestId, query: Query): Promise<void> => {
    try {
      const outcome = await watcher.ask(query)()
      if (E.isLeft(outcome)) push(failureJson(id, outcome.left))
      else push(resultJson(id, outcome.right))
    } catch (fault) {
      push(internalJson(id, log, fault))
    } finally {
      queriesUnderWay -= 1
    }
  }

  return {
    command: (id, command, bytes) => {
      const isTooMuch = commandsUnderWay > 0 && commandBytes + bytes > limits.commandBytes
      if (commandsUnderWay >= limits.commandsUnderWay || isTooMuch) push(overloadedJson(id))
      else void carryOut(id, command, bytes)
    },
    query: (id, query) => {
      if (queriesUnderWay >= limits.queriesUnderWay) return push(overloadedJson(id))
      queriesUnderWay += 1
      ask(() => answer(id, query))
    },
    idle: () => (commandsUnderWay === 0 ? Promise.resolve() : new Promise((resolve) => onIdle.push(resolve))),
  }
}
