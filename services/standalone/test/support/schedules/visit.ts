import type { Query } from '@parley/contract'
import { type ChannelId, mainFeed, type Revision, type UserId } from '@parley/domain'
import { visitor } from './visitor.ts'
import type { World } from './world.ts'

/** Milliseconds after which one goes without the answers: the server may be gone, and nobody told. */
const givesUpAfter = 20_000

/** Somebody comes, asks to watch a channel after a revision, asks whatever there is to ask of it, and goes. */
export const visit = async (
  world: World,
  userId: UserId,
  channelId: ChannelId,
  after: number | null,
): Promise<void> => {
  const wire = world.dial(userId)
  if (wire === undefined) return
  const one = visitor(userId, wire)
  const queries = queriesOf(world, channelId).map(one.query)
  const cancel = world.turns.clock.later(givesUpAfter, one.leave)
  await one.watch(channelId, after === null ? undefined : (after as Revision))
  await Promise.all([...queries, ...queriesOf(world, channelId).map(one.query)])
  cancel()
  one.leave()
}

/** All that can be asked of a channel, and of one's list. */
const queriesOf = ({ readSide }: World, channelId: ChannelId): ReadonlyArray<Query> => {
  const parents = readSide
    .happened()
    .flatMap(({ event }) =>
      event.type === 'MessageSent' && event.channelId === channelId && event.parentId !== null
        ? [event.parentId]
        : [],
    )
  return [
    { type: 'conversations' },
    { type: 'conversation', channelId },
    { type: 'history', channelId, feedId: mainFeed },
    { type: 'pinned', channelId },
    ...[...new Set(parents)].map((parentId): Query => ({ type: 'thread', channelId, parentId })),
  ]
}
