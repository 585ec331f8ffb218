import type { ChannelId, MessageId } from '@parley/domain'
import type { Clock } from '@parley/runtime'
import type { GatewayLimits } from '../limits.ts'
import type { Ephemeral, Typing } from './ephemeral.ts'
import type { Client } from './watchers.ts'

/** What one session says of its typing. */
export interface Typist {
  readonly say: (channelId: ChannelId, parentId: MessageId | null, typing: boolean) => void
  /** It types no more in a channel. */
  readonly stop: (channelId: ChannelId) => void
}

interface Current {
  readonly said: Typing
  readonly cancel: () => void
}

/**
 * Passes on what a session says in channels that it watches: no more often than the limits allow (the rest is
 * dropped), and with an end of our own where the session does not say one.
 */
export const typist = (
  ephemeral: Ephemeral,
  clock: Clock,
  { typingLasts, typingBurst, typingPerSecond }: GatewayLimits,
  { tenantId, userId }: Client,
  isWatched: (channelId: ChannelId) => boolean,
): Typist => {
  const current = new Map<string, Current>()
  let allowance = typingBurst
  let countedAt = clock.elapsed()

  const isAllowed = (): boolean => {
    const now = clock.elapsed()
    allowance = Math.min(typingBurst, allowance + ((now - countedAt) / 1_000) * typingPerSecond)
    countedAt = now
    if (allowance < 1) return false
    allowance -= 1
    return true
  }
  const end = (key: string, { said, cancel }: Current): void => {
    cancel()
    current.delete(key)
    ephemeral.typing({ ...said, typing: false })
  }

  return {
    say: (channelId, parentId, typing) => {
      if (!isWatched(channelId)) return
      const key = `${channelId}/${parentId}`
      const before = current.get(key)
      if (!typing) {
        if (before !== undefined) end(key, before)
        return
      }
      if (!isAllowed()) return
      before?.cancel()
      const said: Typing = { tenantId, channelId, userId, parentId, typing }
      const one: Current = { said, cancel: clock.later(typingLasts, () => end(key, one)) }
      current.set(key, one)
      ephemeral.typing(said)
    },
    stop: (channelId) => {
      for (const [key, one] of current) if (one.said.channelId === channelId) end(key, one)
    },
  }
}
