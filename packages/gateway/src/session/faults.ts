import { randomUUID } from 'node:crypto'
import type { CommandError, StreamCorrupt } from '@parley/commands'
import type { RequestId } from '@parley/protocol'
import type { QueryError } from '@parley/read-models'
import type { Logger } from '@parley/runtime'
import { errorJson, rejectedJson } from './frames.ts'

/** The answer to what should not have happened; the log says what it was, under the same reference. */
export const internalJson = (id: RequestId | undefined, log: Logger, fault: unknown): string => {
  const reference = randomUUID()
  log.error({ err: fault, reference }, 'a frame could not be answered')
  return errorJson(id, { _tag: 'Internal', reference })
}

/** The answer to a command on a stream that the log does not have as a whole; the log says what is wrong with it. */
const streamCorruptJson = (id: RequestId, log: Logger, { stream, cause }: StreamCorrupt): string => {
  const reference = randomUUID()
  log.error({ stream, cause, reference }, 'a command was refused: its stream can not be read')
  return errorJson(id, { _tag: 'StreamCorrupt', reference })
}

/** After how many milliseconds it is worth trying again where too much is under way: such things end within that. */
const retryAfter = 500

/** The answer where too much waits, or is under way, already. */
export const overloadedJson = (id: RequestId): string => errorJson(id, { _tag: 'Overloaded', retryAfter })

/** The answer to who asks more than they may. */
export const rateLimitedJson = (id: RequestId, wait: number): string =>
  errorJson(id, { _tag: 'RateLimited', retryAfter: wait })

/** The answer to a command that was not carried out. */
export const commandErrorJson = (id: RequestId, error: CommandError, log: Logger): string => {
  switch (error._tag) {
    case 'Rejected':
      return rejectedJson(id, error.rejection)
    case 'TooLarge':
      return errorJson(id, { _tag: 'CommandTooLarge', bytes: error.bytes, most: error.most })
    case 'Overloaded':
      return overloadedJson(id)
    case 'Unavailable':
    case 'InDoubt':
      return errorJson(id, { _tag: error._tag })
    case 'StreamDeleted':
      return errorJson(id, { _tag: 'StreamDeleted' })
    case 'Corrupt':
      return 'stream' in error ? streamCorruptJson(id, log, error) : internalJson(id, log, error)
    default:
      return error satisfies never
  }
}

/** The answer to a query that was not answered. */
export const queryErrorJson = (id: RequestId, error: QueryError): string =>
  error._tag === 'QueryRejected' ? rejectedJson(id, error.rejection) : errorJson(id, { _tag: 'Unavailable' })
