import type { Change } from '@parley/contract'
import type { ChannelId, MessageId } from '@parley/domain'
import * as E from 'fp-ts/lib/Either.js'
import { type ReactNode, useEffect, useState } from 'react'
import { useClient, useClientState } from '../app/client-context.ts'
import { oneAtATime } from '../app/one-at-a-time.ts'
import { type Pin, type Pins, PinsContext } from './pins-context.ts'

interface PinnedProps {
  readonly channelId: ChannelId | null
  readonly children: ReactNode
}

const none: Pins = new Map()

/** Whether a change is of a pin, or of what a pinned message says. */
const isOfPin = (change: Change, mayBePinned: (messageId: MessageId) => boolean): boolean =>
  change.row === 'pin' ||
  (change.row === 'reaction' && mayBePinned(change.messageId)) ||
  (change.row === 'message' && change.put === undefined && mayBePinned(change.messageId))

/** Lets all that is shown of a channel know what is pinned there, and keeps that true. */
export const Pinned = ({ channelId, children }: PinnedProps) => {
  const client = useClient()
  const isOnline = useClientState(({ status }) => status === 'online')
  const [found, setFound] = useState<{ channelId: ChannelId; pins: Pins } | null>(null)
  useEffect(() => {
    if (!isOnline || channelId === null) return
    let known: Pins | null = null
    let isLeft = false
    const ask = oneAtATime(async () => {
      const pins: Array<Pin> = []
      for (let more = true; more; ) {
        const after = pins.at(-1)?.message.messageId
        const answer = await client.query({
          type: 'pinned',
          channelId,
          ...(after === undefined ? {} : { after }),
        })
        if (isLeft || E.isLeft(answer)) return
        pins.push(...answer.right.value.pins)
        more = answer.right.value.more
      }
      known = new Map(pins.map((pin) => [pin.message.messageId, pin]))
      setFound({ channelId, pins: known })
    })
    ask.again()
    // What is known may lack what a question that is under way finds.
    const mayBePinned = (messageId: MessageId): boolean => ask.isUnderWay() || known?.has(messageId) !== false
    const leave = client.on('changed', ({ changes, ...told }) => {
      if (told.channelId !== channelId) return
      if (changes === null || changes.some((change) => isOfPin(change, mayBePinned))) ask.again()
    })
    return () => {
      isLeft = true
      leave()
    }
  }, [client, channelId, isOnline])
  const pins = found?.channelId === channelId ? found.pins : none
  return <PinsContext value={pins}>{children}</PinsContext>
}
