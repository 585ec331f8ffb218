import type { ChannelId } from '@parley/domain'
import type { LiveUpdate, PersonUpdate } from '@parley/live'
import type { ToldReceipts } from './told-receipts.ts'

/** One session of somebody at a door, as it takes what it is told. Nothing of it may throw. */
export interface Listener {
  /** Whether it can't take more just now: what would be told is left out then, channel by channel (`missed`). */
  readonly isSlow: () => boolean
  /**
   * Updates, in order: of a channel that it watches, each once and the next one, or addressed to its person. None of
   * them says what a later one takes back. `shared`: every watcher of the channel gets this very list, so that a door
   * may write it once for all.
   */
  readonly updates: (updates: ReadonlyArray<LiveUpdate>, shared: boolean) => void
  /** What members of a channel have read. Everybody who is told the same gets this very object. */
  readonly receipts: (told: ToldReceipts) => void
  /** What its person, or people who are in a channel that it watches, say of themselves; in the order of each. */
  readonly people: (updates: ReadonlyArray<PersonUpdate>) => void
  /** It misses something of a channel, and its watch of it has ended, if it had one: it is to begin anew. */
  readonly missed: (channelId: ChannelId) => void
  /** It watches a channel from now on, and did not before. */
  readonly began: (channelId: ChannelId) => void
  /** It watches a channel no more. */
  readonly ended: (channelId: ChannelId) => void
}
