import { randomUUID } from 'node:crypto'
import type { CommandError } from '@parley/commands'
import type { EngineError } from '@parley/contract'
import { addressOf, type Rejection } from '@parley/domain'
import type { QueryError } from '@parley/read-models'
import type { Logger } from '@parley/runtime'

/** The rules say no. Nothing was written, or nothing is told. */
export interface Rejected {
  readonly _tag: 'Rejected'
  readonly rejection: Rejection
}

/** Why a command was not carried out, or a query not answered: nothing but what whoever asked may know. */
export type Failure = Rejected | EngineError

/** After how many milliseconds it is worth trying again where too much is under way: such things end within that. */
const retryAfter = 500

/** What should not have happened; the logger has what it was, under the same reference. */
export const internal = (log: Logger, fault: unknown): EngineError => {
  const reference = randomUUID()
  log.error({ err: fault, reference }, 'the engine could not do what it was asked')
  return { _tag: 'Internal', reference }
}

/** Too much waits, or is under way, already. */
export const overloaded: EngineError = { _tag: 'Overloaded', retryAfter }

/** More was asked than may be. */
export const rateLimited = (wait: number): EngineError => ({ _tag: 'RateLimited', retryAfter: wait })

/** What whoever sent a command is told of why it was not carried out. */
export const commandFailure = (error: CommandError, log: Logger): Failure => {
  switch (error._tag) {
    case 'Rejected':
      return error
    case 'TooLarge':
      return { _tag: 'CommandTooLarge', bytes: error.bytes, most: error.most }
    case 'Overloaded':
      return overloaded
    case 'Unavailable':
    case 'InDoubt':
      return { _tag: error._tag }
    case 'StreamDeleted':
      // CH-18: once its stream is gone, nobody knows who might have been told more.
      return addressOf(error.stream)?.kind === 'channel'
        ? { _tag: 'Rejected', rejection: { _tag: 'ChannelNotFound' } }
        : { _tag: error._tag }
    case 'Corrupt': {
      if (!('stream' in error)) return internal(log, error)
      const { stream, cause } = error
      const reference = randomUUID()
      log.error({ stream, cause, reference }, 'a command was refused: its stream can not be read')
      return { _tag: 'StreamCorrupt', reference }
    }
    default:
      return error satisfies never
  }
}

/** What whoever asked is told of why there is no answer. */
export const queryFailure = (error: QueryError): Failure => {
  switch (error._tag) {
    case 'QueryRejected':
      return { _tag: 'Rejected', rejection: error.rejection }
    case 'Unavailable':
      return { _tag: 'Unavailable' }
    default:
      return error satisfies never
  }
}
