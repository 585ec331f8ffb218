import type { ChannelId, Segment } from '@parley/domain'

/** Says how far a person has read. One mark a channel is under way; of those that wait for it only the furthest goes. */
export interface ReadMarks {
  readonly mark: (channelId: ChannelId, segment: Segment) => void
}

export const readMarks = (say: (channelId: ChannelId, segment: Segment) => Promise<unknown>): ReadMarks => {
  /** The furthest that is asked for, of the channels of which a mark is under way. */
  const wanted = new Map<ChannelId, Segment>()
  const run = async (channelId: ChannelId, segment: Segment): Promise<void> => {
    await say(channelId, segment)
    const next = wanted.get(channelId)
    if (next === undefined || next <= segment) wanted.delete(channelId)
    else await run(channelId, next)
  }
  return {
    mark: (channelId, segment) => {
      const before = wanted.get(channelId)
      if (before === undefined || before < segment) wanted.set(channelId, segment)
      if (before === undefined) void run(channelId, segment)
    },
  }
}
