import type { UserId } from '@parley/domain'
import { useCallback } from 'react'
import { useClient } from '../app/client-context.ts'
import { useAct } from '../app/notices.tsx'
import { go, toChannel } from '../app/route.ts'

/** Opens the conversation with somebody and goes there; says whether it could. */
export const useTalkTo = (): ((withUserId: UserId) => Promise<boolean>) => {
  const client = useClient()
  const act = useAct()
  return useCallback(
    async (withUserId) => {
      const opened = await act(client.command({ type: 'OpenConversation', withUserId }))
      if (opened?.result.channelId === undefined) return false
      go(toChannel(opened.result.channelId))
      return true
    },
    [client, act],
  )
}
