import type { ChannelId } from '@parley/domain'
import type { Clock } from '@parley/runtime'
import type { GatewayLimits } from '../limits.ts'
import type { Ephemeral, Typing } from './ephemeral.ts'
import type { Client, Watchers } from './watchers.ts'

interface Current {
  readonly said: Typing
  readonly cancel: () => void
}

interface TypistParts {
  readonly ephemeral: Pick<Ephemeral, 'typing'>
  readonly watchers: Pick<Watchers, 'has'>
  readonly clock: Pick<Clock, 'elapsed' | 'later'>
  readonly limits: Pick<GatewayLimits, 'typingLasts' | 'typingBurst' | 'typingPerSecond'>
}

/**
 * Passes on what a session says of its typing, in channels that it watches: no more often than the limits allow (the
 * rest is dropped), and with an end of our own where the session does not say one.
 */
export class Typist {
  readonly #parts: TypistParts
  readonly #client: Client
  readonly #current = new Map<string, Current>()
  #allowance: number
  #countedAt: number

  constructor(parts: TypistParts, client: Client) {
    this.#parts = parts
    this.#client = client
    this.#allowance = parts.limits.typingBurst
    this.#countedAt = parts.clock.elapsed()
  }

  say({ channelId, feedId, parentId, typing }: Omit<Typing, 'tenantId' | 'userId'>): void {
    const { watchers, clock, limits, ephemeral } = this.#parts
    if (!watchers.has(channelId, this.#client)) return
    const key = `${channelId}/${feedId}/${parentId}`
    const before = this.#current.get(key)
    if (!typing) {
      if (before !== undefined) this.#end(key, before)
      return
    }
    if (!this.#isAllowed()) return
    before?.cancel()
    const { tenantId, userId } = this.#client
    const said: Typing = { tenantId, channelId, userId, feedId, parentId, typing }
    const one: Current = { said, cancel: clock.later(limits.typingLasts, () => this.#end(key, one)) }
    this.#current.set(key, one)
    ephemeral.typing(said)
  }

  /** It types no more in a channel. */
  stop(channelId: ChannelId): void {
    for (const [key, one] of this.#current) if (one.said.channelId === channelId) this.#end(key, one)
  }

  #isAllowed(): boolean {
    const { clock, limits } = this.#parts
    const { typingBurst, typingPerSecond } = limits
    const now = clock.elapsed()
    this.#allowance = Math.min(
      typingBurst,
      this.#allowance + ((now - this.#countedAt) / 1_000) * typingPerSecond,
    )
    this.#countedAt = now
    if (this.#allowance < 1) return false
    this.#allowance -= 1
    return true
  }

  #end(key: string, { said, cancel }: Current): void {
    cancel()
    this.#current.delete(key)
    this.#parts.ephemeral.typing({ ...said, typing: false })
  }
}
