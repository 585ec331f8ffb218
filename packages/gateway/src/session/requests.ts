import type { CommandError } from '@parley/commands'
import { type Rejection, timestampOf } from '@parley/domain'
import type { Query, WireCommand } from '@parley/contract'
import type { RequestId } from '@parley/protocol'
import * as E from 'fp-ts/lib/Either.js'
import type { Client } from '../live/watch.ts'
import { commandErrorJson, internalJson, overloadedJson, queryErrorJson } from './faults.ts'
import { acceptedJson, resultJson } from './frames.ts'
import { type Pace, paced } from './pace.ts'
import type { SessionParts } from './parts.ts'
import { toDomain } from './to-domain.ts'
import { beginning, isBeginning, refusal } from './unasked.ts'

/**
 * The commands and queries of one session: many commands at once, a few queries as its socket takes the answers; each
 * answered when it is ready.
 */
export interface Requests {
  /** `bytes`: those of its frame. */
  readonly command: (id: RequestId, command: WireCommand, bytes: number) => void
  readonly query: (id: RequestId, query: Query) => void
  /** The position of the latest command that this session knows to be accepted. */
  readonly accepted: () => number
  /** Resolves when no command is under way. */
  readonly idle: () => Promise<void>
}

export const requests = (parts: SessionParts, client: Client, room: Pace): Requests => {
  const { commands, queries, clock, limits, log } = parts
  const { tenantId, userId } = client
  const asker = { tenantId, userId }
  let commandsUnderWay = 0
  let commandBytes = 0
  let queriesUnderWay = 0
  const ask = paced(room, limits.queriesAtOnce)
  let accepted = 0
  const lately = beginning()
  const refusedFor = refusal(parts, asker, lately)
  let looking: Promise<unknown> | undefined
  let onIdle: Array<() => void> = []

  /** Looks up what is held against a command. While it does, those behind it wait, so that their order stays. */
  const refused = async (
    look: ReturnType<typeof refusedFor>,
  ): Promise<E.Either<CommandError, Rejection | undefined>> => {
    const before = looking
    const mine = (async () => {
      await before
      return look === undefined ? E.right(undefined) : look()
    })()
    // Whoever waits for this one only waits: what went wrong is this one's to tell.
    const over = mine.catch(() => undefined)
    looking = over
    try {
      return await mine
    } finally {
      if (looking === over) looking = undefined
    }
  }

  const carryOut = async (id: RequestId, command: WireCommand, bytes: number): Promise<void> => {
    commandsUnderWay += 1
    commandBytes += bytes
    let begun: ReturnType<typeof lately.begin> | undefined
    let begunAt: number | undefined
    try {
      const author = { tenantId, by: userId, at: timestampOf(new Date(clock.now())) }
      const order = toDomain(author, command)
      const look = refusedFor(command)
      const held = look === undefined && looking === undefined ? E.right(undefined) : await refused(look)
      if (E.isLeft(held)) return client.push(commandErrorJson(id, held.left, log))
      if (isBeginning(command)) begun = lately.begin()
      // Called in the order of the frames, before anything else is awaited: so a stream gets them in that order.
      const carriedOut = (
        order.type === 'MarkRead' ? commands.inbox(order) : commands.channel(order, held.right)
      )()
      const outcome = await carriedOut
      if (E.isRight(outcome) && outcome.right.events > 0) begunAt = outcome.right.position
      if (E.isLeft(outcome)) return client.push(commandErrorJson(id, outcome.left, log))
      if (outcome.right.position > accepted) accepted = outcome.right.position
      client.push(acceptedJson(id, outcome.right))
    } catch (fault) {
      client.push(internalJson(id, log, fault))
    } finally {
      begun?.(begunAt)
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
      const outcome = await queries.answer(asker, query)()
      if (E.isLeft(outcome)) client.push(queryErrorJson(id, outcome.left))
      else client.push(resultJson(id, outcome.right.position, outcome.right.value))
    } catch (fault) {
      client.push(internalJson(id, log, fault))
    } finally {
      queriesUnderWay -= 1
    }
  }
  const overloaded = (id: RequestId): void => client.push(overloadedJson(id))

  return {
    command: (id, command, bytes) => {
      const isTooMuch = commandsUnderWay > 0 && commandBytes + bytes > limits.commandBytes
      if (commandsUnderWay >= limits.commandsUnderWay || isTooMuch) overloaded(id)
      else void carryOut(id, command, bytes)
    },
    query: (id, query) => {
      if (queriesUnderWay >= limits.queriesUnderWay) return overloaded(id)
      queriesUnderWay += 1
      ask(() => answer(id, query))
    },
    accepted: () => accepted,
    idle: () => (commandsUnderWay === 0 ? Promise.resolve() : new Promise((resolve) => onIdle.push(resolve))),
  }
}
