import type { ResultOf } from '@parley/contract'
import type { ChannelId, UserId } from '@parley/domain'
import * as E from 'fp-ts/lib/Either.js'
import { useEffect, useState } from 'react'
import { useClient, useClientState } from '../app/client-context.ts'
import { counted } from '../app/names.ts'
import { useAct } from '../app/notices.tsx'
import { oneAtATime } from '../app/one-at-a-time.ts'
import { untilWords } from './until-words.ts'

type Ban = ResultOf<'bans'>['bans'][number]

/** Who is banned from the channel, for who may ban; nothing where nobody is. */
export const Bans = ({ channelId }: { readonly channelId: ChannelId }) => {
  const client = useClient()
  const act = useAct()
  const bans = useBans(channelId)
  if (bans.length === 0) return null
  const unban = (userId: UserId): void => void act(client.command({ type: 'UnbanMember', channelId, userId }))
  return (
    <section className="members bans" aria-label="Banned">
      <h3>{counted(bans.length, 'ban')}</h3>
      <ul>
        {bans.map(({ userId, until, bannedBy }) => (
          <li key={userId} className="member">
            <span className="member-name" title={`Banned by ${bannedBy}${untilWords(until)}`}>
              <bdi>{userId}</bdi>
              <i>{until === null ? ' for good' : untilWords(until)}</i>
            </span>
            <button type="button" className="quiet" onClick={() => unban(userId)}>
              Unban
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Kept true: what moderators do is told as something that is not said. */
const useBans = (channelId: ChannelId): ReadonlyArray<Ban> => {
  const client = useClient()
  const isOnline = useClientState(({ status }) => status === 'online')
  const [bans, setBans] = useState<ReadonlyArray<Ban>>([])
  useEffect(() => {
    if (!isOnline) return
    let isLeft = false
    const ask = oneAtATime(async () => {
      const answer = await client.query({ type: 'bans', channelId })
      if (!isLeft && E.isRight(answer)) setBans(answer.right.value.bans)
    })
    ask.again()
    const leave = client.on('changed', ({ cause, ...told }) => {
      if (told.channelId === channelId && (cause === null || cause.type === 'Withheld')) ask.again()
    })
    return () => {
      isLeft = true
      leave()
    }
  }, [client, channelId, isOnline])
  return bans
}
