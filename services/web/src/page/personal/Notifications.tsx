import type { Conversation } from '@parley/client'
import { type ChannelNotificationMode, holdsAt, type NotificationMode, timestampOf } from '@parley/domain'
import { useId } from 'react'
import { useClient } from '../app/client-context.ts'
import { useMay } from '../app/may.ts'
import { useAct } from '../app/notices.tsx'
import { fullTime } from '../app/times.ts'
import { inMinutes } from '../moderation/until-words.ts'
import { useMinute } from './use-minute.ts'

interface Choice {
  readonly value: string
  readonly words: string
  readonly mode: NotificationMode
  /** For how many hours; for good where it does not say. */
  readonly hours?: number
}

const choices: ReadonlyArray<Choice> = [
  { value: 'default', words: 'As the channel says', mode: 'default' },
  { value: 'all', words: 'All messages', mode: 'all' },
  { value: 'mentions', words: 'Mentions of me', mode: 'mentions' },
  { value: 'silent', words: 'Nothing', mode: 'silent' },
  { value: 'hour', words: 'Nothing for an hour', mode: 'silent', hours: 1 },
  { value: 'day', words: 'Nothing for a day', mode: 'silent', hours: 24 },
]

const ofChannel: ReadonlyArray<readonly [ChannelNotificationMode, string]> = [
  ['default', 'Of all messages'],
  ['subscribe', 'Only who wants to be notified'],
  ['silent', 'Nobody'],
]

/** What one wants to be notified of in a channel; and, for who may describe it, what it notifies everybody of. */
export const Notifications = ({ conversation }: { readonly conversation: Conversation }) => {
  const client = useClient()
  const act = useAct()
  const may = useMay(conversation)
  const now = useMinute()
  const [ownId, channelId_] = [useId(), useId()]
  const { channelId, notification } = conversation.channel
  const chosen = conversation.personal.notifications.find(
    (one) => one.feedId === null && holdsAt(one, timestampOf(now)),
  )
  const choose = (value: string): void => {
    const choice = choices.find((one) => one.value === value)
    if (choice === undefined) return
    const { mode, hours } = choice
    const until = hours === undefined ? {} : { until: inMinutes(hours * 60) }
    void act(client.command({ type: 'SetNotification', channelId, mode, ...until }))
  }
  const chooseForAll = (value: string): void => {
    const mode = ofChannel.find(([one]) => one === value)?.[0]
    if (mode !== undefined) void act(client.command({ type: 'SetChannelNotification', channelId, mode }))
  }
  return (
    <>
      <div className="choice">
        <label htmlFor={ownId}>Notify me of</label>
        <select id={ownId} value={chosen?.mode ?? 'default'} onChange={(event) => choose(event.target.value)}>
          {choices.map(({ value, words }) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </select>
      </div>
      {typeof chosen?.until === 'string' && <p className="kind">Until {fullTime(chosen.until)}</p>}
      {may('describe') && (
        <div className="choice">
          <label htmlFor={channelId_}>The channel notifies</label>
          <select id={channelId_} value={notification} onChange={(event) => chooseForAll(event.target.value)}>
            {ofChannel.map(([value, words]) => (
              <option key={value} value={value}>
                {words}
              </option>
            ))}
          </select>
        </div>
      )}
    </>
  )
}
