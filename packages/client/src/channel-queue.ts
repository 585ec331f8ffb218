import type { ChannelId } from '@parley/domain'

/** How many are asked about at once: the server limits the queries of a session, and the page asks its own as well. */
const atOnce = 8

/**
 * Asks a question about channels, a few at a time and one about each channel: a channel that waits already is asked
 * about once, and one about which a question is under way is asked about again after the answer.
 */
export const channelQueue = (
  question: (channelId: ChannelId) => Promise<void>,
): ((channelId: ChannelId) => void) => {
  const waiting = new Set<ChannelId>()
  const underWay = new Set<ChannelId>()
  const next = (): void => {
    for (const channelId of waiting) {
      if (underWay.size >= atOnce) return
      if (underWay.has(channelId)) continue
      waiting.delete(channelId)
      underWay.add(channelId)
      void question(channelId).finally(() => {
        underWay.delete(channelId)
        next()
      })
    }
  }
  return (channelId) => {
    waiting.add(channelId)
    next()
  }
}
