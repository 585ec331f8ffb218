import * as E from 'fp-ts/lib/Either.js'
import type { Rejection } from '../rejections.ts'

/** What a command comes to: a rejection, or the events it makes; none: accepted, and nothing to do. */
export type Decision<Event> = E.Either<Rejection, ReadonlyArray<Event>>

/** Accepted, and nothing to do. */
export const nothing: Decision<never> = E.right([])

/** The command makes these events, in this order. */
export const makes = <Event>(...events: ReadonlyArray<Event>): Decision<Event> => E.right(events)

/** The command is turned down. */
export const rejects = (rejection: Rejection): E.Either<Rejection, never> => E.left(rejection)
