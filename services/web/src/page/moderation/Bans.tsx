import type { ResultOf } from '@parley/contract'
import type { ChannelId, UserId } from '@parley/domain'
import * as E from 'fp-ts/lib/Either.js'
import { useClient } from '../app/client-context.ts'
import { counted } from '../app/names.ts'
import { useAct } from '../app/notices.tsx'
import { untilWords } from './until-words.ts'
import { type Asks, useModerated } from './use-moderated.ts'

type Bans = ResultOf<'bans'>['bans']

const none: Bans = []

const asksBans: Asks<Bans> = async (client, channelId) => {
  const answer = await client.query({ type: 'bans', channelId })
  return E.isRight(answer) ? answer.right.value.bans : undefined
}

/** Who is banned from the channel, for who may ban; nothing where nobody is. */
export const Bans = ({ channelId }: { readonly channelId: ChannelId }) => {
  const client = useClient()
  const act = useAct()
  const bans = useModerated(channelId, asksBans, none).now
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
