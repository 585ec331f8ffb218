import type { ChannelId, FeedId, MessageId } from '@parley/domain'
import { useEffect, useRef } from 'react'
import { useClient } from '../app/client-context.ts'

/** How long a pause ends typing, in milliseconds. */
const pause = 4_000

/** Tells the others that one writes, and that one has stopped; how often they are told is the SDK's to say. */
export const useTyping = (channelId: ChannelId, feedId: FeedId, parentId: MessageId | null) => {
  const client = useClient()
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const stop = (): void => {
    clearTimeout(timer.current)
    client.typing(channelId, parentId, false, feedId)
  }
  const type = (): void => {
    clearTimeout(timer.current)
    timer.current = setTimeout(stop, pause)
    client.typing(channelId, parentId, true, feedId)
  }
  const atEnd = useRef(stop)
  useEffect(() => {
    atEnd.current = stop
  })
  useEffect(() => () => atEnd.current(), [])
  return { type, stop }
}
