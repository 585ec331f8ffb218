import type { ResultOf } from '@parley/contract'
import { certain, type ChannelId, LimitCount, WindowSeconds } from '@parley/domain'
import * as E from 'fp-ts/lib/Either.js'
import { useId } from 'react'
import { useClient } from '../app/client-context.ts'
import { useAct } from '../app/notices.tsx'
import { limitWords, windowWords } from './limit-words.ts'
import { untilWords } from './until-words.ts'
import { type Asks, useModerated } from './use-moderated.ts'

type OfChannel = ResultOf<'limits'>['ofChannel']

const asksLimit: Asks<OfChannel> = async (client, channelId) => {
  const answer = await client.query({ type: 'limits', channelId })
  return E.isRight(answer) ? answer.right.value.ofChannel : undefined
}

/** For how many seconds one waits after each message. */
const waits: ReadonlyArray<number> = [5, 10, 30, 60, 300, 900, 3_600, 21_600]

const off = 'off'
const other = 'other'

/** Whether each in the channel sends one message in a while, and in which, for who may set limits. */
export const SlowMode = ({ channelId }: { readonly channelId: ChannelId }) => {
  const client = useClient()
  const act = useAct()
  const id = useId()
  const { now: limit } = useModerated<OfChannel>(channelId, asksLimit, null)
  const isSlow = limit?.limit === 1 && waits.includes(limit.windowSeconds)
  const choose = (value: string): void => {
    const seconds = waits.find((one) => `${one}` === value)
    const of = { channelId, userId: null }
    if (value === off) void act(client.command({ type: 'LiftRateLimit', ...of }))
    if (seconds === undefined) return
    const is = { limit: certain(LimitCount, 1), windowSeconds: certain(WindowSeconds, seconds), until: null }
    void act(client.command({ type: 'SetRateLimit', ...of, ...is }))
  }
  return (
    <section className="slow-mode">
      <div className="choice">
        <label htmlFor={id}>Slow mode</label>
        <select
          id={id}
          value={limit === null ? off : isSlow ? limit.windowSeconds : other}
          onChange={(event) => choose(event.target.value)}
        >
          <option value={off}>Off</option>
          {waits.map((seconds) => (
            <option key={seconds} value={seconds}>
              One message in {windowWords(seconds)}
            </option>
          ))}
          {limit !== null && !isSlow && <option value={other}>{limitWords(limit)}</option>}
        </select>
      </div>
      {limit !== null && (
        <p className="kind">
          Set by <bdi>{limit.setBy}</bdi>
          {untilWords(limit.until)}. It does not hold moderators.
        </p>
      )}
    </section>
  )
}
