import {
  type ChannelCommand,
  channelDecider,
  type ChannelEvent,
  type ChannelKey,
  type ChannelStateRow,
  type Rejection,
} from '@parley/domain'
import { decideOn, fold } from '@parley/domain/testing'
import * as E from 'fp-ts/lib/Either.js'

type Outcome = E.Either<Rejection, ReadonlyArray<ChannelEvent>>

/**
 * `expect(given(...events).when(command)).toEqual(makes(...events))`, or `nothing`, or `rejects(rejection)`. The
 * decision sees the rows that it reads, and no others.
 */
export const given = (...events: ReadonlyArray<ChannelEvent>) => ({
  when: (command: ChannelCommand): Outcome => {
    const state = new Map<ChannelKey, ChannelStateRow>()
    fold(channelDecider, state, events)
    return decideOn(channelDecider, state, command)
  },
})

export const makes = (...events: ReadonlyArray<ChannelEvent>): Outcome => E.right(events)
export const nothing: Outcome = makes()
export const rejects = (rejection: Rejection): Outcome => E.left(rejection)
