import { SubscriptionFailed } from '@parley/event-store'
import { howToDrop, OtherGeneration } from '@parley/projection'
import pg from 'pg'

/** Why a projector stopped for good: none of these is mended by waiting. */
export type ProjectorFailure =
  /** The log does not let itself be read. */
  | { readonly _tag: 'LogFailed'; readonly cause: string }
  /** The log has not the position that the read models are at: it is another, or was restored without it. */
  | { readonly _tag: 'OtherLog'; readonly cause: string }
  /** The database takes a batch for no data that it could hold. */
  | { readonly _tag: 'BatchRefused'; readonly cause: string }
  /** What lies in the schema of the read models is something else, or not all of it. */
  | { readonly _tag: 'OtherGeneration'; readonly cause: string }

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
export const explain = (failure: ProjectorFailure): string => `${failure._tag}: ${failure.cause}`

/** What to do about a failure; nothing of it is mended by a new start alone unless it says so. */
export const adviceOn = (failure: ProjectorFailure): string => {
  switch (failure._tag) {
    case 'LogFailed':
      return 'See to the log, and start again.'
    case 'OtherLog':
      return 'Until then nothing of the log is projected.'
    case 'BatchRefused':
      return 'Look whether the database is in UTF-8 and of a version that Parley knows, and report it.'
    case 'OtherGeneration':
      return 'Until then nothing of the log is projected.'
    default:
      return failure satisfies never
  }
}

const dataException = '22'

/** What to do where the log is not the one that the read models were made of. */
export const otherLog = (cause: string, schema: string): ProjectorFailure => ({
  _tag: 'OtherLog',
  cause:
    `${cause}. If this is not the log that the read models were made of, give the right one. If it is, and was ` +
    `restored from an older backup: ${howToDrop(schema)}`,
})

/** The failure that an error comes to; nothing where it may be gone the next time. */
export const failureOf = (error: unknown, schema: string): ProjectorFailure | undefined => {
  if (error instanceof ProjectorFailed) return error.failure
  if (error instanceof SubscriptionFailed && error.reason._tag === 'Corrupt')
    if (error.reason.unknownPosition !== undefined) return otherLog(error.reason.cause, schema)
  if (error instanceof SubscriptionFailed) return { _tag: 'LogFailed', cause: error.message }
  if (error instanceof OtherGeneration) return { _tag: 'OtherGeneration', cause: error.message }
  if (error instanceof pg.DatabaseError && error.code?.startsWith(dataException) === true)
    return { _tag: 'BatchRefused', cause: error.message }
  return undefined
}
