import type { ChannelId } from '@parley/domain'

/** How many are asked for at once: the server takes so many queries of one session at a time, and a page has its own. */
const atOnce = 8

/** Runs a question a channel, a few at a time; one that waits already is asked once. */
export const inTurns = (
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
