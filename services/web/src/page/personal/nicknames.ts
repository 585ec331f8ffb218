import type { ChannelId, UserId } from '@parley/domain'
import { createContext, useContext, useEffect, useMemo } from 'react'
import { useClient, useClientState } from '../app/client-context.ts'

type Nicknames = ReadonlyMap<UserId, string>
const none: Nicknames = new Map()

/** What people are called in the channel that is shown, as far as its members are loaded. */
export const NicknamesContext = createContext<Nicknames>(none)

export const useNicknames = (): Nicknames => useContext(NicknamesContext)

/** In a channel of so many at the most all members are loaded with it: whoever speaks there is called what they want. */
const few = 50

/** The nicknames of a channel. They are those of the members that are loaded; of a small channel all are. */
export const useNicknamesOf = (channelId: ChannelId | null): Nicknames => {
  const client = useClient()
  const members = useClientState((state) => channelId && state.timelines.get(channelId)?.roster?.members)
  const isSmall = useClientState(
    (state) => channelId !== null && (state.conversations.get(channelId)?.channel.memberCount ?? few) < few,
  )
  const ready = useClientState(
    (state) =>
      channelId !== null && state.status === 'online' && state.timelines.get(channelId)?.loaded === true,
  )
  const missing = !members
  useEffect(() => {
    if (channelId !== null && ready && isSmall && missing) void client.loadMembers(channelId)
  }, [client, channelId, ready, isSmall, missing])
  return useMemo(() => {
    const called = (members || []).flatMap(
      ({ userId, nickname }): ReadonlyArray<[UserId, string]> =>
        nickname === null ? [] : [[userId, nickname]],
    )
    return called.length === 0 ? none : new Map(called)
  }, [members])
}
