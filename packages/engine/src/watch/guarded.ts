import type { ChannelId } from '@parley/domain'
import type { Listener } from './listener.ts'
import { channelsOf } from './watch.ts'

/**
 * A listener of which nothing throws: what one session's door fails at is kept from nobody else. `failed` is called
 * with what was thrown, and with the channels of which it may miss something by that.
 */
export const guarded = (
  listener: Listener,
  failed: (fault: unknown, channelIds: Iterable<ChannelId>) => void,
): Listener => {
  const guard = (channelIds: () => Iterable<ChannelId>, work: () => void): void => {
    try {
      work()
    } catch (fault) {
      failed(fault, channelIds())
    }
  }
  const none = (): Iterable<ChannelId> => []
  return {
    isSlow: () => {
      try {
        return listener.isSlow()
      } catch (fault) {
        failed(fault, [])
        return true
      }
    },
    updates: (updates, shared) =>
      guard(
        () => channelsOf(updates),
        () => listener.updates(updates, shared),
      ),
    missed: (channelId) => guard(none, () => listener.missed(channelId)),
    began: (channelId) => guard(none, () => listener.began(channelId)),
    ended: (channelId) => guard(none, () => listener.ended(channelId)),
  }
}
