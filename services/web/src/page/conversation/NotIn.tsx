import type { ChannelId } from '@parley/domain'
import { useState } from 'react'
import { useClient } from '../app/client-context.ts'
import { useAct } from '../app/notices.tsx'
import { go, toNowhere } from '../app/route.ts'

/** The address names a channel that one is not in. */
export const NotIn = ({ channelId }: { readonly channelId: ChannelId }) => {
  const client = useClient()
  const act = useAct()
  const [busy, setBusy] = useState(false)
  const join = async (): Promise<void> => {
    setBusy(true)
    await act(client.command({ type: 'JoinChannel', channelId }))
    setBusy(false)
  }
  return (
    <div className="nothing">
      <p>You are not in this channel.</p>
      <div className="choices">
        <button type="button" disabled={busy} onClick={() => void join()}>
          Join it
        </button>
        <button type="button" onClick={() => go(toNowhere)}>
          Back to the list
        </button>
      </div>
    </div>
  )
}
