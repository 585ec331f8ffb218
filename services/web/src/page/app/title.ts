import type { ChannelId } from '@parley/domain'
import { badge } from '@parley/client'
import { useEffect } from 'react'
import { useClientState } from './client-context.ts'
import { useMinute } from '../personal/use-minute.ts'
import { nameOf } from './names.ts'

/** The window's title: how many messages are unread where one wants to be notified of them, and where one is. */
export const useTitle = (channelId: ChannelId | null): void => {
  const conversations = useClientState((state) => state.conversations)
  const unread = badge(conversations.values(), useMinute())
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
