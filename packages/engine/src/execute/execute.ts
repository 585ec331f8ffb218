import type { Person } from '@parley/auth'
import type { CommandService } from '@parley/commands'
import type { CommandResult, WireCommand } from '@parley/contract'
import { type Command, commandFrom, type Position, type Revision, timestampOf } from '@parley/domain'
import type { Queries } from '@parley/read-models'
import type { Clock, Logger } from '@parley/runtime'
import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { commandFailure, type Failure, internal } from '../failure.ts'
import type { EngineLimits } from '../limits.ts'
import type { MayAddByTenant } from '../may-add.ts'
import type { Effects } from './effects.ts'
import { toldGuest } from './guests.ts'
import type { Held } from './held.ts'
import { inOrder } from './in-order.ts'
import { heldAgainst } from './held-against.ts'

/** A command is carried out, now or before, or there was nothing to do; for good. */
export interface Accepted {
  /** The revision of its stream at which the result is visible; 0 where its author may not know it, or there is none. */
  readonly revision: Revision
  /** The position of the log at which the result is visible; 0 as `revision` is. */
  readonly position: Position
  readonly result: CommandResult
}

/** What commands are carried out with. */
export interface ExecuteParts {
  readonly commands: Pick<CommandService, 'execute'>
  readonly queries: Pick<Queries, 'addingFacts' | 'files'>
  readonly mayAdd: MayAddByTenant
  readonly clock: Clock
  readonly limits: EngineLimits
  readonly log: Logger
}

/** Carries out a person's command, as it is called: so a stream gets one person's commands in the order of the calls. */
export type Execute = (
  person: Person,
  command: WireCommand,
  effects: Effects,
) => TaskEither<Failure, Accepted>

export const executing = (parts: ExecuteParts): Execute => {
  const { commands, clock, log } = parts
  const order = inOrder()
  const refusedFor = heldAgainst({ ...parts, begunAfter: order.begunAfter })

  const handOver = async (
    person: Person,
    command: Command,
    held: Held,
    begins: boolean,
  ): Promise<E.Either<Failure, Accepted>> => {
    if (E.isLeft(held)) return held
    const { tenantId, userId, server } = person
    const ended = begins ? order.begin({ tenantId, userId }) : undefined
    let visibleAt: number | undefined
    try {
      const outcome = await commands.execute(command, {
        ...(held.right === undefined ? {} : { refused: held.right }),
        ...(server === undefined ? {} : { metadata: { server } }),
      })()
      if (E.isLeft(outcome)) {
        const failure = commandFailure(outcome.left, log)
        if (failure._tag !== 'Rejected') return E.left(failure)
        return E.left({ ...failure, rejection: toldGuest(person, command.type, failure.rejection) })
      }
      const { revision, position, events, result } = outcome.right
      if (events > 0) visibleAt = position
      return E.right({ revision, position, result })
    } catch (fault) {
      return E.left(internal(log, fault))
    } finally {
      ended?.(visibleAt)
    }
  }

  // Not `async`: an answer that is ready goes out with what is said in the same turn, and each wait could miss that.
  return (person, command, effects) => () => {
    const { tenantId, userId } = person
    try {
      const author = { tenantId, by: userId, at: timestampOf(new Date(clock.now())) }
      const complete = commandFrom(author, command)
      const look = refusedFor(person, effects)
      return order.next({ tenantId, userId }, look, (held) =>
        handOver(person, complete, held, effects.begins),
      )
    } catch (fault) {
      return Promise.resolve(E.left(internal(log, fault)))
    }
  }
}
