import type { ChannelId, FeedId, MessageId } from '@parley/domain'
import type { ClientFrame } from '@parley/protocol'
import type { Clock } from './platform/clock.ts'
import { keyOf } from './state/key-of.ts'

/** How often it is said that somebody writes on, in milliseconds: it counts for ten seconds, and the server takes few. */
const sayEvery = 3_000

/** Says that the person writes: at each key that they press, and now and then to the server. */
export interface OwnTyping {
  readonly say: (channelId: ChannelId, feedId: FeedId, parentId: MessageId | null, typing: boolean) => void
  /** What they wrote was sent, which says that they write no more. */
  readonly sent: (channelId: ChannelId, feedId: FeedId, parentId: MessageId | null) => void
  /** Nobody knows of it any more: it is said anew. */
  readonly forget: () => void
}

export const ownTyping = (clock: Clock, say: (frame: ClientFrame) => void): OwnTyping => {
  const saidAt = new Map<string, number>()
  return {
    say: (channelId, feedId, parentId, typing) => {
      const key = keyOf(channelId, feedId, parentId)
      const before = saidAt.get(key)
      if (typing && before !== undefined && clock.now() - before < sayEvery) return
      // Whoever was not said to write need not be said to have ended.
      if (!typing && before === undefined) return
      if (typing) saidAt.set(key, clock.now())
      else saidAt.delete(key)
      say({ type: 'typing', channelId, feedId, parentId, typing })
    },
    sent: (channelId, feedId, parentId) => saidAt.delete(keyOf(channelId, feedId, parentId)),
    forget: () => saidAt.clear(),
  }
}
