import type { ChannelId } from '@parley/domain'
import { defaultPage } from '@parley/contract'
import type { Connection } from './connection/connection.ts'
import { whereGiven } from './connection/frame-text.ts'
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
  const before = store.timelineOf(channelId)
  if (before?.loaded !== true || before.roster?.more === false) return
  const last = before.roster?.members.at(-1)
  const recorded = store.record(channelId)
  const answer = await ask(connection, {
    type: 'members',
    channelId,
    limit: defaultPage,
    ...whereGiven({ after: last?.userId }),
  })
  const meanwhile = recorded()
  const now = store.timelineOf(channelId)
  // Somebody else has loaded them meanwhile, the last one has left, or the channel was shut or begun anew.
  if (isLeft(answer) || now?.begunAt !== before.begunAt) return
  if (now.roster?.members.at(-1)?.userId !== last?.userId) return
  const { members, more } = answer.right.value
  const page: Roster = { members: [...(now.roster?.members ?? []), ...members], more }
  const roster = meanwhile.filter(isOfChannel).reduce(foldRoster, page)
  store.setTimeline(channelId, () => ({ roster }))
}
