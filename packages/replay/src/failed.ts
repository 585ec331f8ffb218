import type { ReadError } from '@parley/event-store'

/** Why a log can't be read on. Thrown, since an async iterable has no other way to end badly. */
export class ReplayFailed extends Error {
  readonly _tag = 'ReplayFailed'
  readonly reason: ReadError

  constructor(reason: ReadError) {
    super(`${reason._tag}: ${'cause' in reason ? reason.cause : reason.stream}`)
    this.name = 'ReplayFailed'
    this.reason = reason
  }
}
