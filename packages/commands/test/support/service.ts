import { channelStream } from '@parley/domain'
import type { Command } from '@parley/domain'
import { memoryEventStore } from '@parley/event-store'
import type { EventStore, MemoryLog, RecordedEvent } from '@parley/event-store'
import * as sample from '@parley/domain/testing'
import * as E from 'fp-ts/lib/Either.js'
import { commandService } from '../../src/index.ts'
import type { Accepted, CommandError, CommandService, CommandServiceOptions } from '../../src/index.ts'
import { rowsOf } from '../../src/testing/log-rows.ts'
import type { Lag } from '../../src/testing/log-rows.ts'

/** A service on a log, as a process of its own would have it, with a projection that lags. */
export const serviceOn = (
  log: MemoryLog,
  lag?: Lag,
  options: Partial<CommandServiceOptions> = {},
): CommandService =>
  commandService({
    store: memoryEventStore({ log }),
    rows: rowsOf(log, lag),
    pause: async () => {},
    ...options,
  })

export type Outcome = E.Either<CommandError, Accepted>

export const carryOut = (service: CommandService, command: Command): Promise<Outcome> =>
  service.execute(command)()

/** The answer of a command that is expected to be accepted. */
export const accepted = async (outcome: Promise<Outcome>): Promise<Accepted> => {
  const answer = await outcome
  if (E.isLeft(answer)) throw new Error(`not accepted: ${JSON.stringify(answer.left)}`)
  return answer.right
}

/** The error of a command that is expected to fail. */
export const failed = async (outcome: Promise<Outcome>): Promise<CommandError> => {
  const answer = await outcome
  if (E.isRight(answer)) throw new Error(`accepted: ${JSON.stringify(answer.right)}`)
  return answer.left
}

/** What stands in the stream of Ada's channel. */
export const inLog = (log: MemoryLog): ReadonlyArray<RecordedEvent> =>
  log.streams.get(channelStream(sample.acme, sample.adasChannel))?.events ?? []

/** A store whose appends wait while it is held. */
export const heldStore = (store: EventStore) => {
  let sizes: ReadonlyArray<number> = []
  let held: PromiseWithResolvers<void> | undefined
  return {
    /** How many events each append brought, so far. */
    sizes: () => sizes,
    hold: (): void => {
      held = Promise.withResolvers()
    },
    letGo: (): void => held?.resolve(),
    store: {
      ...store,
      append: (stream, expected, events) => async () => {
        sizes = [...sizes, events.length]
        await held?.promise
        return store.append(stream, expected, events)()
      },
    } satisfies EventStore,
  }
}

/** Waits for something to become so, a turn of the event loop at a time. */
export const until = async (so: () => boolean): Promise<void> => {
  while (!so()) await new Promise((resolve) => setImmediate(resolve))
}

/** A store of which nobody knows whether it remembers ids, as EventStoreDB is. */
export const forgetful = (store: EventStore): EventStore => ({ ...store, remembersIds: false })
