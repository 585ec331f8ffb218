import type { ChannelId } from '@parley/domain'
import type { ResultOf } from '@parley/contract'
import * as E from 'fp-ts/lib/Either.js'
import { useEffect, useState } from 'react'
import { useClient, useClientState } from '../app/client-context.ts'

/** A message that is pinned, by whom and when. */
export type Pin = ResultOf<'pinned'>['pins'][number]

/** What is pinned in a channel, the latest first, and kept so; null until that is known. */
export const usePins = (channelId: ChannelId): ReadonlyArray<Pin> | null => {
  const client = useClient()
  const isOnline = useClientState(({ status }) => status === 'online')
  const [found, setFound] = useState<{ channelId: ChannelId; pins: ReadonlyArray<Pin> } | null>(null)
  useEffect(() => {
    if (!isOnline) return
    let latest = 0
    const ask = async (): Promise<void> => {
      latest += 1
      const asked = latest
      const pins: Array<Pin> = []
      for (let more = true; more; ) {
        const after = pins.at(-1)?.message.messageId
        const answer = await client.query({
          type: 'pinned',
          channelId,
          ...(after === undefined ? {} : { after }),
        })
        // Another question has been asked since, or nobody waits any more.
        if (asked !== latest || E.isLeft(answer)) return
        pins.push(...answer.right.value.pins)
        more = answer.right.value.more
      }
      setFound({ channelId, pins })
    }
    void ask()
    const leave = client.on('pinned', (changed) => {
      if (changed.channelId === channelId) void ask()
    })
    return () => {
      latest = 0
      leave()
    }
  }, [client, channelId, isOnline])
  return found?.channelId === channelId ? found.pins : null
}
