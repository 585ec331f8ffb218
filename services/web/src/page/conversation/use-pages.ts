import type { ChannelId } from '@parley/domain'
import { useCallback, useRef, useState } from 'react'
import { useClient } from '../app/client-context.ts'

/** Loads what comes before and after the part of a channel that is shown, each once at a time. */
export const usePages = (channelId: ChannelId) => {
  const client = useClient()
  const [loading, setLoading] = useState<{ readonly earlier: boolean; readonly later: boolean }>({
    earlier: false,
    later: false,
  })
  const under = useRef(new Set<'earlier' | 'later'>())
  const load = useCallback(
    async (end: 'earlier' | 'later'): Promise<void> => {
      if (under.current.has(end)) return
      under.current.add(end)
      setLoading((now) => ({ ...now, [end]: true }))
      await (end === 'earlier' ? client.loadEarlier(channelId) : client.loadLater(channelId))
      under.current.delete(end)
      setLoading((now) => ({ ...now, [end]: false }))
    },
    [client, channelId],
  )
  return { loading, load }
}
