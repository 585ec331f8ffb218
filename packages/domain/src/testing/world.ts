import * as E from 'fp-ts/lib/Either.js'
import { type Command, commandDefinitionOf } from '../commands.ts'
import { type DomainEvent, nameOf } from '../events.ts'
import { feedKey } from '../feeds/rows.ts'
import type { FeedCreated } from '../feeds/events.ts'
import type { Rejection } from '../rejections.ts'
import { channelStream, factsOf } from '../streams/channel-stream.ts'
import { decideOn, fold, type State } from './fold.ts'
import { channelIdIn } from '../values/channel-id-in.ts'
import { commandId, feedName, laterFeed, severalFeeds, side } from './sample.ts'

/** The whole writing side in memory, as simply as can be: all rows of every stream, by the stream's name. */
export interface World {
  readonly streams: Map<string, State>
  /** What happened, in order. */
  readonly events: Array<DomainEvent>
}

export const emptyWorld = (): World => ({ streams: new Map(), events: [] })

const stateOf = ({ streams }: World, stream: string): State => {
  const state = streams.get(stream) ?? new Map()
  streams.set(stream, state)
  return state
}

/** The rows of the channel that a command or an event names; none where it names none, or there is no such channel. */
export const channelState = (
  world: World,
  said: Parameters<typeof channelIdIn>[0] & Pick<Command, 'tenantId'>,
): State => {
  const channelId = channelIdIn(said)
  return channelId === undefined ? new Map() : stateOf(world, channelStream(said.tenantId, channelId))
}

/** The feed that a command which was carried out brings with it in tests: see `severalFeeds`. */
const feedAlong = (command: Command, state: State): ReadonlyArray<FeedCreated> => {
  if (command.type !== 'CreateChannel' && command.type !== 'RenameChannel') return []
  const feedId = command.type === 'CreateChannel' ? side : laterFeed
  const isThere = state.has(feedKey(feedId).text)
  if (command.name !== severalFeeds || isThere) return []
  const facts = factsOf({ ...command, commandId: commandId(`feed ${feedId}`) })
  return [{ type: 'FeedCreated', ...facts, feedId, name: feedName(`The feed ${feedId}`) }]
}

/** Decides a command and, where it is accepted, makes what it comes to so. The world is changed in place. */
export const submit = (world: World, command: Command): E.Either<Rejection, ReadonlyArray<DomainEvent>> => {
  const definition = commandDefinitionOf(command)
  const state = stateOf(world, nameOf(definition.stream(command)))
  const elsewhere = definition.elsewhere?.(command)
  const outcome = decideOn(command, state, elsewhere && stateOf(world, nameOf(elsewhere.stream)))
  if (E.isRight(outcome)) {
    fold(state, outcome.right)
    world.events.push(...outcome.right)
    if (outcome.right.length > 0) {
      const along = feedAlong(command, state)
      fold(state, along)
      world.events.push(...along)
    }
  }
  return outcome
}

/** All that comes of these commands, one after another, from nothing. */
export const worldAfter = (commands: ReadonlyArray<Command>): World => {
  const world = emptyWorld()
  for (const command of commands) submit(world, command)
  return world
}
