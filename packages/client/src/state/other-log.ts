import type { LatestSeen } from '@parley/contract'
import { type ClientState, nothing } from './client-state.ts'
import { emptyTimeline, withoutThreads } from './timeline.ts'

/** The event of a channel that was seen last of all: by it the server tells whether its log is still the same. */
export const latestSeen = ({ conversations }: ClientState): LatestSeen | undefined => {
  let latest: LatestSeen | undefined
  for (const { channel } of conversations.values()) {
    const { channelId, revision, position, updatedAt } = channel
    if (position > (latest?.position ?? 0)) latest = { channelId, revision, position, at: updatedAt }
  }
  return latest
}

/**
 * What is left of the state where the log is another: which channels and threads are open, to be loaded anew, and the
 * messages that have not come back.
 */
export const forAnotherLog = ({ timelines }: ClientState): Partial<ClientState> => ({
  ...nothing,
  timelines: new Map(
    [...timelines].map(([channelId, timeline]) => [
      channelId,
      { ...emptyTimeline, ...withoutThreads(timeline) },
    ]),
  ),
})
