import * as E from 'fp-ts/lib/Either.js'

/** Why a command is turned down. Its tag tells it from all others. */
interface AnyRejection {
  readonly _tag: string
}

/** What a command comes to: a rejection, or the events it makes; none: accepted, and nothing to do. */
export type Decision<Event, Rejected extends AnyRejection = AnyRejection> = E.Either<
  Rejected,
  ReadonlyArray<Event>
>

/** Accepted, and nothing to do. */
export const nothing: Decision<never, never> = E.right([])

/** The command makes these events, in this order. */
export const makes = <Event>(...events: ReadonlyArray<Event>): Decision<Event, never> => E.right(events)

/** The command is turned down, for a reason that has to be named as a type: what is said is held to that. */
export const rejects = <Rejected extends AnyRejection = never>(
  rejection: NoInfer<Rejected>,
): E.Either<Rejected, never> => E.left(rejection)
