import type { ChannelId } from '@parley/domain'
import { useEffect } from 'react'
import { useClientState } from './client-context.ts'
import { nameOf } from './names.ts'

/** The window's title: how many messages are unread in all, and where one is. */
export const useTitle = (channelId: ChannelId | null): void => {
  const conversations = useClientState((state) => state.conversations)
  const unread = [...conversations.values()].reduce((sum, conversation) => sum + conversation.unread, 0)
  const current = channelId === null ? undefined : conversations.get(channelId)
  const title = [
    unread > 0 ? `(${unread}) ` : '',
    current === undefined ? '' : `${nameOf(current)} · `,
    'Parley',
  ].join('')
  useEffect(() => {
    document.title = title
  }, [title])
}
