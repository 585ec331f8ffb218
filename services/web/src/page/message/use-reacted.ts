import type { ShownMessage } from '@parley/client'
import { defaultPage } from '@parley/contract'
import type { ReactionName, UserId } from '@parley/domain'
import * as E from 'fp-ts/lib/Either.js'
import { useEffect, useRef, useState } from 'react'
import { useClient, useClientState } from '../app/client-context.ts'
import { failureWords } from '../app/failure-words.ts'
import { type OneAtATime, oneAtATime } from '../app/one-at-a-time.ts'

/** Some of those who reacted with one name, and whether there are others after them. */
interface Reacted {
  readonly people: ReadonlyArray<UserId>
  readonly more: boolean
}

/**
 * Who reacted to a message with one name, a page more each time that it is asked for, and kept true; null until the
 * first page has come. `problem`: why the last question had no answer.
 */
export const useReacted = (
  { channelId, messageId }: Pick<ShownMessage, 'channelId' | 'messageId'>,
  name: ReactionName,
) => {
  const client = useClient()
  const isOnline = useClientState(({ status }) => status === 'online')
  const [found, setFound] = useState<Reacted | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const asked = useRef(defaultPage)
  const asking = useRef<OneAtATime | null>(null)
  useEffect(() => {
    if (!isOnline) return
    let isLeft = false
    const ask = oneAtATime(async () => {
      const people: Array<UserId> = []
      let isMore = true
      while (isMore && people.length < asked.current) {
        const after = people.at(-1)
        const answer = await client.query({
          type: 'reactions',
          channelId,
          messageId,
          name,
          ...(after === undefined ? {} : { after }),
        })
        if (isLeft) return
        setProblem(E.isLeft(answer) ? failureWords(answer.left) : null)
        if (E.isLeft(answer)) return
        people.push(...answer.right.value.people)
        isMore = answer.right.value.more
      }
      setFound({ people, more: isMore })
    })
    asking.current = ask
    ask.again()
    const leave = client.on('changed', ({ changes, ...told }) => {
      if (told.channelId !== channelId) return
      const isOfIt = changes?.some(
        (change) => change.row === 'reaction' && change.messageId === messageId && change.name === name,
      )
      if (isOfIt !== false) ask.again()
    })
    return () => {
      isLeft = true
      leave()
    }
  }, [client, channelId, messageId, name, isOnline])
  const loadMore = (): void => {
    asked.current = (found?.people.length ?? 0) + defaultPage
    asking.current?.again()
  }
  return { found, problem, loadMore }
}
