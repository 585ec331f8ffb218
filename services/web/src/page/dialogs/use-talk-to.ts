import type { UserId } from '@parley/domain'
import { useCallback } from 'react'
import { useClient } from '../app/client-context.ts'
import { useAct } from '../app/notices.tsx'
import { go, toChannel } from '../app/route.ts'

/** Opens the conversation with somebody, or with several, and goes there; says whether it could. */
export const useTalkTo = (): ((...people: ReadonlyArray<UserId>) => Promise<boolean>) => {
  const client = useClient()
  const act = useAct()
  return useCallback(
    async (...people) => {
      const [withUserId, more] = people
      if (withUserId === undefined) return false
      const opened = await act(
        client.command(
          more === undefined
            ? { type: 'OpenConversation', withUserId }
            : { type: 'OpenConversationWith', userIds: people },
        ),
      )
      if (opened?.result.channelId === undefined) return false
      go(toChannel(opened.result.channelId))
      return true
    },
    [client, act],
  )
}
