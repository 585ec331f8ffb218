import type { DecodeError } from '@parley/event-store'
import { SubscriptionFailed } from '@parley/event-store'
import { LayoutDiffers } from '@parley/read-models'
import pg from 'pg'

/** Why a projector stopped for good: none of these is mended by waiting. */
export type ProjectorFailure =
  /** An event that this version can't read. Nothing of it or after it is projected. */
  | ({ readonly _tag: 'UndecodableEvent'; readonly error: DecodeError['_tag'] } & Omit<DecodeError, '_tag'>)
  /** The log does not let itself be read. */
  | { readonly _tag: 'LogFailed'; readonly cause: string }
  /** The database takes a batch for no data that it could hold. */
  | { readonly _tag: 'BatchRefused'; readonly cause: string }
  /** The read models are those of another version of the engine. */
  | { readonly _tag: 'LayoutDiffers'; readonly cause: string }

/** Thrown where a failure is found. */
export class ProjectorFailed extends Error {
  readonly failure: ProjectorFailure

  constructor(failure: ProjectorFailure) {
    super(explain(failure))
    this.name = 'ProjectorFailed'
    this.failure = failure
  }
}

/** A failure in words. */
export const explain = (failure: ProjectorFailure): string => {
  if (failure._tag !== 'UndecodableEvent') return `${failure._tag}: ${failure.cause}`
  const { stream, revision, position, type, error, cause } = failure
  return `${error}: ${type} at revision ${revision} of ${stream}, position ${position}: ${cause}`
}

export const undecodable = ({ _tag: error, ...where }: DecodeError): ProjectorFailed =>
  new ProjectorFailed({ _tag: 'UndecodableEvent', error, ...where })

const dataException = '22'

/** The failure that an error comes to; nothing where it may be gone the next time. */
export const failureOf = (error: unknown): ProjectorFailure | undefined => {
  if (error instanceof ProjectorFailed) return error.failure
  if (error instanceof SubscriptionFailed) return { _tag: 'LogFailed', cause: error.message }
  if (error instanceof LayoutDiffers) return { _tag: 'LayoutDiffers', cause: error.message }
  if (error instanceof pg.DatabaseError && error.code?.startsWith(dataException) === true)
    return { _tag: 'BatchRefused', cause: error.message }
  return undefined
}
