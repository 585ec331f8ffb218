import type { ChannelId } from '@parley/domain'
import { defaultPage } from '@parley/contract'
import type { Connection } from './connection/connection.ts'
import { isLeft } from './either.ts'
import { ask } from './queries.ts'
import { isOfChannel } from './state/apply-updates.ts'
import { foldRoster, type Roster } from './state/roster.ts'
import type { Store } from './store.ts'

/**
 * Loads the first members of a channel that is open, or the next after those that are shown. What changes from then
 * on comes by updates. Does nothing where there are no more, or where they can't be had just now.
 */
export const loadMembers = async (
  connection: Connection,
  store: Store,
  channelId: ChannelId,
): Promise<void> => {
  const before = store.get().timelines.get(channelId)
  if (before === undefined || !before.loaded || before.roster?.more === false) return
  const last = before.roster?.members.at(-1)
  const position = store.get().conversations.get(channelId)?.channel.position
  const recorded = store.record(channelId)
  const answer = await ask(connection, {
    type: 'members',
    channelId,
    limit: defaultPage,
    ...(last === undefined ? {} : { after: last.userId }),
    ...(position === undefined ? {} : { atLeast: position }),
  })
  const meanwhile = recorded()
  const now = store.get().timelines.get(channelId)
  // Somebody else has loaded them meanwhile, the last one has left, or the channel was shut or begun anew.
  if (isLeft(answer) || now === undefined || now.begunAt !== before.begunAt) return
  if (now.roster?.members.at(-1)?.userId !== last?.userId) return
  const { members, more } = answer.right.value
  const page: Roster = { members: [...(now.roster?.members ?? []), ...members], more }
  const roster = meanwhile.filter(isOfChannel).reduce(foldRoster, page)
  store.set(({ timelines }) => ({ timelines: new Map(timelines).set(channelId, { ...now, roster }) }))
}
