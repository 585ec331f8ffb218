import type { Thread } from '@parley/client'
import type { ChannelId, MessageId } from '@parley/domain'
import { useEffect } from 'react'
import { useClient, useClientState } from '../app/client-context.ts'

/** A thread, loaded where it is not, once there is a connection and its channel is there. */
export const useThread = (channelId: ChannelId, parentId: MessageId): Thread | undefined => {
  const client = useClient()
  const thread = useClientState((state) => state.timelines.get(channelId)?.threads.get(parentId))
  const ready = useClientState(
    (state) => state.status === 'online' && state.timelines.get(channelId)?.loaded === true,
  )
  const missing = thread === undefined
  useEffect(() => {
    if (ready && missing) void client.openThread(channelId, parentId)
  }, [client, channelId, parentId, ready, missing])
  return thread
}
