import type { ChannelId } from '@parley/domain'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useClient, useClientState } from '../app/client-context.ts'
import { type OneAtATime, oneAtATime } from '../app/one-at-a-time.ts'

/** Asks the server something of a channel; undefined where there is no answer. One function for ever. */
export type Asks<A> = (client: ReturnType<typeof useClient>, channelId: ChannelId) => Promise<A | undefined>

/**
 * What was answered last, asked anew whenever moderators do something: that is told as something that is not said.
 *
 * @param asks Null: nothing is asked.
 * @param none Before there is an answer.
 */
export const useModerated = <A>(
  channelId: ChannelId,
  asks: Asks<A> | null,
  none: A,
): { readonly now: A; readonly again: () => void } => {
  const client = useClient()
  const isOnline = useClientState(({ status }) => status === 'online')
  const [found, setFound] = useState<{ readonly of: ChannelId; readonly now: A }>()
  const asking = useRef<OneAtATime>(null)
  const again = useCallback(() => asking.current?.again(), [])
  useEffect(() => {
    if (!isOnline || asks === null) return
    let isLeft = false
    const ask = oneAtATime(async () => {
      const answer = await asks(client, channelId)
      if (!isLeft && answer !== undefined) setFound({ of: channelId, now: answer })
    })
    asking.current = ask
    ask.again()
    const leave = client.on('changed', ({ cause, ...told }) => {
      if (told.channelId === channelId && (cause === null || cause.type === 'Withheld')) ask.again()
    })
    return () => {
      isLeft = true
      asking.current = null
      leave()
    }
  }, [client, channelId, isOnline, asks])
  return { now: found?.of === channelId && asks !== null ? found.now : none, again }
}
