import type { ChannelId, MessageId } from '@parley/domain'
import { useEffect, useRef } from 'react'
import { useClient } from '../app/client-context.ts'

/** How long a pause ends typing, and how often it is said while it goes on, in milliseconds. */
const pause = 4_000
const sayEvery = 2_500

/** Tells the others that one writes, and that one has stopped. */
export const useTyping = (channelId: ChannelId, parentId: MessageId | null) => {
  const client = useClient()
  const saidAt = useRef(0)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const stop = (): void => {
    clearTimeout(timer.current)
    if (saidAt.current === 0) return
    saidAt.current = 0
    client.typing(channelId, parentId, false)
  }
  const type = (): void => {
    clearTimeout(timer.current)
    timer.current = setTimeout(stop, pause)
    if (Date.now() - saidAt.current < sayEvery) return
    saidAt.current = Date.now()
    client.typing(channelId, parentId, true)
  }
  const atEnd = useRef(stop)
  useEffect(() => {
    atEnd.current = stop
  })
  useEffect(() => () => atEnd.current(), [])
  return { type, stop }
}
