import type { Conversation } from '@parley/client'
import type { ResultOf } from '@parley/contract'
import { channelTypes } from '@parley/domain/permissions'
import * as E from 'fp-ts/lib/Either.js'
import { type ReactNode, useEffect } from 'react'
import { useClient, useMe } from '../app/client-context.ts'
import { limitedWords } from './limit-words.ts'
import { mutedWords } from './until-words.ts'
import { type Asks, useModerated } from './use-moderated.ts'

type Restraints = Pick<ResultOf<'restraints'>, 'muted' | 'limited'>

const none: Restraints = { muted: null, limited: null }

const asksRestraints: Asks<Restraints> = async (client, channelId) => {
  const answer = await client.query({ type: 'restraints', channelId })
  return E.isRight(answer) ? answer.right.value : undefined
}

/** The longest that a browser waits, in milliseconds. */
const longestWait = 2 ** 31 - 1

interface SpeakingProps {
  readonly conversation: Conversation
  /** What one writes with, for who is not muted. */
  readonly children: ReactNode
}

/**
 * Has who is muted see so, and until when, in place of what they would write with; and who is limited above it, and when
 * they may send again. In conversations nobody is.
 */
export const Speaking = ({ conversation, children }: SpeakingProps) => {
  const { channelId, channelType } = conversation.channel
  const asks = channelTypes[channelType].joining === 'fixed' ? null : asksRestraints
  const { now, again } = useModerated(channelId, asks, none)
  const { muted, limited } = now
  useAgainAt(muted?.until ?? null, again)
  useAgainAt(limited?.retryAt ?? null, again)
  useAgainAt(limited?.until ?? null, again)
  useAgainAfterOwn(conversation, limited !== null, again)
  if (muted !== null)
    return (
      <p className="closed" role="status">
        {mutedWords(muted.of, muted.until)}
      </p>
    )
  return (
    <>
      {limited !== null && (
        <p className="limited" role="status">
          {limitedWords(limited)}
        </p>
      )}
      {children}
    </>
  )
}

/** Asks anew once something has ended; null: it does not end. */
const useAgainAt = (end: string | null, again: () => void): void => {
  useEffect(() => {
    if (end === null) return
    const left = Math.max(0, Date.parse(end) - Date.now())
    const timer = setTimeout(again, Math.min(longestWait, left + 1_000))
    return () => clearTimeout(timer)
  }, [end, again])
}

/** Asks anew after one has said something oneself: it counts. */
const useAgainAfterOwn = ({ channel }: Conversation, isLimited: boolean, again: () => void): void => {
  const client = useClient()
  const me = useMe()
  const { channelId } = channel
  useEffect(() => {
    if (!isLimited) return
    return client.on('changed', ({ cause, ...told }) => {
      if (told.channelId !== channelId || cause?.type !== 'MessageSent') return
      if ('by' in cause && cause.by === me) again()
    })
  }, [client, channelId, me, isLimited, again])
}
