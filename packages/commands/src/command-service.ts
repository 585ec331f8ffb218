import { setTimeout } from 'node:timers/promises'
import { certain, commandDefinitionOf, noRows, Position, Revision } from '@parley/domain'
import type { Command, Rejection, Rows } from '@parley/domain'
import type { EventStore, JsonObject } from '@parley/event-store'
import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { Accepted } from './accepted.ts'
import type { CommandError } from './errors.ts'
import type { RowSource } from './row-source.ts'
import { type InTime, inTimeOf } from './stream/in-time.ts'
import { streamLimits } from './stream/limits.ts'
import type { StreamLimits } from './stream/limits.ts'
import type { Committing } from './stream/committing.ts'
import { Mailboxes } from './stream/mailboxes.ts'
import type { Pause } from './stream/settle.ts'

/** What a command service works on, and how much it keeps and lets wait. */
export interface CommandServiceOptions {
  readonly store: EventStore
  /** What decisions take their rows from. */
  readonly rows: RowSource
  /** The limits of each stream, where they shall not be the usual ones. */
  readonly limits?: Partial<StreamLimits>
  /** The most rows and events that are kept between commands. */
  readonly mostWeight?: number
  /** The most streams whose state is kept. */
  readonly mostMailboxes?: number
  /** The wait before another try at a log that did not answer; 25 ms and then twice as long each time. */
  readonly pause?: Pause
  /**
   * Told what was appended, at once and in the order of each stream. Of a log that does not say where each event of an
   * append stands, the last one alone.
   */
  readonly committed?: Committing
  /** How long a round of commands is waited for; `limits.answerWithin` unless given. */
  readonly inTime?: InTime
}

/** What goes with a command, and is none of its author's own words. */
interface Circumstances {
  /** What is held against it: it is rejected with this where it would make events. */
  readonly refused?: Rejection
  /** What is kept with each event that it makes, for whoever reads the log. It changes no decision. */
  readonly metadata?: JsonObject
}

/** Carries out commands: any number of these may work on one log, in one process or in many. */
export interface CommandService {
  /** Resolves when the log has the events, or it is certain that there are none to be had. */
  readonly execute: (command: Command, circumstances?: Circumstances) => TaskEither<CommandError, Accepted>
  /** Takes no more commands; resolves when those under way have their answers. The store stays open. */
  readonly close: () => Promise<void>
}

const doubling: Pause = (n) => setTimeout(Math.min(25 * 2 ** n, 1_000))

/** What `accepted` says of a stream to who may not read it: nothing. */
const nowhere = { revision: certain(Revision, 0), position: certain(Position, 0) }

/**
 * A command service over a log and the projections that decisions take their rows from. Does nothing before the first
 * command.
 */
export const commandService = (options: CommandServiceOptions): CommandService => {
  const { store, rows, mostWeight = 800_000, mostMailboxes = 40_000 } = options
  const limits = { ...streamLimits, ...options.limits }
  const inTime = options.inTime ?? inTimeOf(limits.answerWithin)
  const pause = options.pause ?? doubling
  const committed = options.committed ?? ((): void => {})
  const mailboxes = new Mailboxes({
    store,
    rows,
    committed,
    limits,
    pause,
    inTime,
    mostWeight,
    mostMailboxes,
  })

  /** The rows of another stream that a command looks at, as they are at its end. */
  const lookElsewhere = async (command: Command): Promise<E.Either<CommandError, Rows>> => {
    const elsewhere = commandDefinitionOf(command).elsewhere?.(command)
    if (elsewhere === undefined) return E.right(noRows)
    const { stream, keys, entry } = elsewhere
    const look = await mailboxes.submit(stream, {
      given: undefined,
      keys,
      presumedAbsent: [],
      by: command.by,
      entry,
    })
    return E.isLeft(look) ? look : E.right(look.right.rows)
  }

  return {
    execute: (command, circumstances) => async () => {
      const definition = commandDefinitionOf(command)
      const elsewhere = definition.elsewhere === undefined ? E.right(noRows) : await lookElsewhere(command)
      if (E.isLeft(elsewhere)) return elsewhere
      const entry = definition.entry(command)
      const answer = await mailboxes.submit(definition.stream(command), {
        given: { command, elsewhere: elsewhere.right },
        keys: definition.reads(command),
        presumedAbsent: definition.presumedAbsent(command),
        by: command.by,
        entry,
        ...circumstances,
      })
      if (E.isLeft(answer)) return answer
      const { revision, position, events, rows: after } = answer.right
      const result = definition.result(command, after)
      // One that made events speaks of these. A repeat, and nothing to do, would speak of what others did since.
      const tells = events > 0 || entry === undefined || after.get(entry.text) !== undefined
      return E.right({ ...(tells ? { revision, position } : nowhere), events, result })
    },
    close: () => mailboxes.close(),
  }
}
