import type { ResultOf } from '@parley/contract'
import type { ChannelId } from '@parley/domain'
import type { UnnamedCommand } from '@parley/client'
import * as E from 'fp-ts/lib/Either.js'
import { useClient } from '../app/client-context.ts'
import { useAct } from '../app/notices.tsx'
import { Moderate } from './Moderate.tsx'
import { untilWords } from './until-words.ts'
import { type Asks, useModerated } from './use-moderated.ts'

type Mutes = Pick<ResultOf<'mutes'>, 'mutes' | 'ofChannel'>

const none: Mutes = { mutes: [], ofChannel: null }

const asksMutes: Asks<Mutes> = async (client, channelId) => {
  const answer = await client.query({ type: 'mutes', channelId })
  return E.isRight(answer) ? answer.right.value : undefined
}

/** Who is muted in the channel, and the channel itself, for who may mute. */
export const Mutes = ({ channelId }: { readonly channelId: ChannelId }) => {
  const client = useClient()
  const act = useAct()
  const { mutes, ofChannel } = useModerated(channelId, asksMutes, none).now
  const carryOut = (command: UnnamedCommand): void => void act(client.command(command))
  return (
    <section className="members mutes" aria-label="Muted">
      <h3>Muted</h3>
      <ul>
        <li className="member">
          <span className="member-name">
            Everybody
            <i>{ofChannel === null ? ' may write' : lasting(ofChannel.until)}</i>
          </span>
          {ofChannel === null ? (
            <Moderate
              label="Mute everybody"
              command={(until) => ({ type: 'MuteChannel', channelId, until, reason: null })}
              carryOut={carryOut}
            />
          ) : (
            <Unmute
              label="Unmute everybody"
              onUnmute={() => carryOut({ type: 'UnmuteChannel', channelId })}
            />
          )}
        </li>
        {mutes.map(({ userId, until, mutedBy }) => (
          <li key={userId} className="member">
            <span className="member-name" title={`Muted by ${mutedBy}${untilWords(until)}`}>
              <bdi>{userId}</bdi>
              <i>{lasting(until)}</i>
            </span>
            <Unmute
              label={`Unmute ${userId}`}
              onUnmute={() => carryOut({ type: 'UnmuteMember', channelId, userId })}
            />
          </li>
        ))}
      </ul>
    </section>
  )
}

const lasting = (until: string | null): string => (until === null ? ' for good' : untilWords(until))

interface UnmuteProps {
  readonly label: string
  readonly onUnmute: () => void
}

const Unmute = ({ label, onUnmute }: UnmuteProps) => (
  <button type="button" className="quiet" aria-label={label} onClick={onUnmute}>
    Unmute
  </button>
)
