import type { Roster } from '@parley/client'
import type { ChannelId } from '@parley/domain'
import { type RefObject, useEffect, useRef } from 'react'
import { useClient, useClientState } from '../app/client-context.ts'

/** The members of a channel, loaded page by page as the end of the list comes into view; null before the first have come. */
export const useMembers = (
  channelId: ChannelId,
): { readonly roster: Roster | null; readonly end: RefObject<HTMLLIElement | null> } => {
  const client = useClient()
  const end = useRef<HTMLLIElement>(null)
  const roster = useClientState((state) => state.timelines.get(channelId)?.roster ?? null)
  const ready = useClientState(
    (state) => state.status === 'online' && state.timelines.get(channelId)?.loaded === true,
  )
  const missing = roster === null
  useEffect(() => {
    if (ready && missing) void client.loadMembers(channelId)
  }, [client, channelId, ready, missing])
  const shown = roster?.members.length ?? 0
  useEffect(() => {
    // Made anew with each page: it tells at once of an end that is still in view.
    const observer = new IntersectionObserver(
      (entries) => {
        if (ready && shown > 0 && entries.some(({ isIntersecting }) => isIntersecting))
          void client.loadMembers(channelId)
      },
      { rootMargin: '400px' },
    )
    if (end.current !== null) observer.observe(end.current)
    return () => observer.disconnect()
  }, [client, channelId, ready, shown])
  return { roster, end }
}
