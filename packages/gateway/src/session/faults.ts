import { randomUUID } from 'node:crypto'
import type { Failure } from '@parley/engine'
import type { RequestId } from '@parley/protocol'
import type { Logger } from '@parley/runtime'
import { errorJson, rejectedJson } from './frames.ts'

/** The answer to what should not have happened; the log says what it was, under the same reference. */
export const internalJson = (id: RequestId | undefined, log: Logger, fault: unknown): string => {
  const reference = randomUUID()
  log.error({ err: fault, reference }, 'a frame could not be answered')
  return errorJson(id, { _tag: 'Internal', reference })
}

/** After how many milliseconds it is worth trying again where too much is under way: such things end within that. */
const retryAfter = 500

/** The answer where too much waits, or is under way, already. */
export const overloadedJson = (id: RequestId): string => errorJson(id, { _tag: 'Overloaded', retryAfter })

/** The answer to who asks more than they may. */
export const rateLimitedJson = (id: RequestId, wait: number): string =>
  errorJson(id, { _tag: 'RateLimited', retryAfter: wait })

/** The answer where the engine did not do what it was asked. */
export const failureJson = (id: RequestId, failure: Failure): string =>
  failure._tag === 'Rejected' ? rejectedJson(id, failure.rejection) : errorJson(id, failure)
