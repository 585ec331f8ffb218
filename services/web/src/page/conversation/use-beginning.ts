import type { ChannelId, Segment } from '@parley/domain'
import { useEffect, useState } from 'react'
import { useClient, useClientState } from '../app/client-context.ts'

/**
 * Looks to where what is unread begins in a channel, or to the place that the address names, and says when that is there to be shown. Without a connection
 * what there is is shown. Once something was, it stays, wherever one goes on to.
 */
export const useBeginning = (channelId: ChannelId, place: Segment | null): boolean => {
  const client = useClient()
  const [asked, setAsked] = useState(false)
  const [begun, setBegun] = useState(false)
  const isThere = useClientState((state) => {
    const timeline = state.timelines.get(channelId)
    return timeline?.loaded === true && (timeline.seeking === null || state.status !== 'online')
  })
  const [first] = useState(place)
  useEffect(() => {
    void client.goTo(channelId, first ?? 'unread').then(() => setAsked(true))
  }, [client, channelId, first])
  useEffect(() => {
    if (asked && place !== null) void client.goTo(channelId, place)
  }, [client, channelId, asked, place])
  if (asked && isThere && !begun) setBegun(true)
  return begun
}
