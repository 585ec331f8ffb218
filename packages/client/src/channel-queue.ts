import type { ChannelId } from '@parley/domain'

/** How many are asked about at once: the server limits the queries of a session, and the page asks its own as well. */
const atOnce = 8

/** Asks a question about channels, a few at a time; a channel that waits already is asked about once. */
export const channelQueue = (
  question: (channelId: ChannelId) => Promise<void>,
): ((channelId: ChannelId) => void) => {
  const waiting = new Set<ChannelId>()
  let underWay = 0
  const next = (): void => {
    for (const channelId of waiting) {
      if (underWay >= atOnce) return
      waiting.delete(channelId)
      underWay += 1
      void question(channelId).finally(() => {
        underWay -= 1
        next()
      })
    }
  }
  return (channelId) => {
    waiting.add(channelId)
    next()
  }
}
