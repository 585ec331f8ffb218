import type { ChannelId, Rejection } from '@parley/domain'
import * as E from 'fp-ts/lib/Either.js'
import { useEffect, useState } from 'react'
import { useClient, useClientState } from '../app/client-context.ts'
import { reasonWords } from '../app/failure-words.ts'
import { useAct } from '../app/notices.tsx'
import { go, toNowhere } from '../app/route.ts'

/** The address names a channel that one is not in, or that there is not. */
export const NotIn = ({ channelId }: { readonly channelId: ChannelId }) => {
  const client = useClient()
  const act = useAct()
  const why = useWhyNot(channelId)
  const [busy, setBusy] = useState(false)
  const join = async (): Promise<void> => {
    setBusy(true)
    await act(client.command({ type: 'JoinChannel', channelId }))
    setBusy(false)
  }
  if (why === null) return <div className="nothing" aria-busy />
  return (
    <div className="nothing">
      <p role="status">{reasonWords(why)}</p>
      <div className="choices">
        {why._tag === 'NotAMember' && (
          <button type="button" disabled={busy} onClick={() => void join()}>
            Join it
          </button>
        )}
        <button type="button" onClick={() => go(toNowhere)}>
          Back to the list
        </button>
      </div>
    </div>
  )
}

/** Why one sees nothing of a channel: `NotAMember` where it is open; null until that is known. */
const useWhyNot = (channelId: ChannelId): Rejection | null => {
  const client = useClient()
  const online = useClientState((state) => state.status === 'online')
  const [why, setWhy] = useState<Rejection | null>(null)
  useEffect(() => {
    if (!online) return
    let current = true
    const ask = async (): Promise<void> => {
      const answer = await client.query({ type: 'conversation', channelId })
      if (current && E.isLeft(answer) && answer.left._tag === 'Rejected') setWhy(answer.left.rejection)
    }
    void ask()
    return () => {
      current = false
    }
  }, [client, channelId, online])
  return why
}
