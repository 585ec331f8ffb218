import type { Conversation } from '@parley/client'
import type { ResultOf } from '@parley/contract'
import * as E from 'fp-ts/lib/Either.js'
import { type ReactNode, useEffect } from 'react'
import { mutedWords } from './until-words.ts'
import { type Asks, useModerated } from './use-moderated.ts'

type Held = ResultOf<'restraints'>['muted']

const asksRestraints: Asks<Held> = async (client, channelId) => {
  const answer = await client.query({ type: 'restraints', channelId })
  return E.isRight(answer) ? answer.right.value.muted : undefined
}

/** The longest that a browser waits, in milliseconds. */
const longestWait = 2 ** 31 - 1

interface SpeakingProps {
  readonly conversation: Conversation
  /** What one writes with, for who is not muted. */
  readonly children: ReactNode
}

/** Has who is muted see so, and until when, in place of what they would write with. In conversations nobody is. */
export const Speaking = ({ conversation, children }: SpeakingProps) => {
  const asks = conversation.withUserId === null ? asksRestraints : null
  const { now: held, again } = useModerated<Held>(conversation.channel.channelId, asks, null)
  useEffect(() => {
    if (held === null || held.until === null) return
    const left = Math.max(0, Date.parse(held.until) - Date.now())
    const timer = setTimeout(again, Math.min(longestWait, left + 1_000))
    return () => clearTimeout(timer)
  }, [held, again])
  return held === null ? (
    children
  ) : (
    <p className="closed" role="status">
      {mutedWords(held.of, held.until)}
    </p>
  )
}
