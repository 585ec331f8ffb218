import type { ChannelId } from '@parley/domain'
import { useEffect, useState } from 'react'
import { useClient, useClientState } from '../app/client-context.ts'

/**
 * Looks to where what is unread begins in a channel, and says when that is there to be shown. Without a connection
 * what there is is shown. Once something was, it stays, wherever one goes on to.
 */
export const useBeginning = (channelId: ChannelId): boolean => {
  const client = useClient()
  const [asked, setAsked] = useState(false)
  const [begun, setBegun] = useState(false)
  const isThere = useClientState((state) => {
    const timeline = state.timelines.get(channelId)
    return timeline?.loaded === true && (timeline.seeking === null || state.status !== 'online')
  })
  useEffect(() => {
    void client.goTo(channelId, 'unread').then(() => setAsked(true))
  }, [client, channelId])
  if (asked && isThere && !begun) setBegun(true)
  return begun
}
