import { type ChannelEvent, type Command, type DomainEvent, type Rejection } from '@parley/domain'
import { decideOn, stateAfter } from '@parley/domain/testing'
import * as E from 'fp-ts/lib/Either.js'

type Outcome = E.Either<Rejection, ReadonlyArray<DomainEvent>>

/**
 * `expect(given(...events).when(command)).toEqual(makes(...events))`, or `nothing`, or `rejects(rejection)`. The
 * decision sees the rows that it reads, and no others.
 */
export const given = (...events: ReadonlyArray<ChannelEvent>) => ({
  when: (command: Command): Outcome => decideOn(command, stateAfter(events)),
})

export const makes = (...events: ReadonlyArray<ChannelEvent>): Outcome => E.right(events)
export const nothing: Outcome = makes()
export const rejects = (rejection: Rejection): Outcome => E.left(rejection)
