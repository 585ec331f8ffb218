import type { ShownMessage } from '@parley/client'
import type { ResultOf } from '@parley/contract'
import * as E from 'fp-ts/lib/Either.js'
import { useEffect, useState } from 'react'
import { useClient, useClientState } from '../app/client-context.ts'
import { failureWords } from '../app/failure-words.ts'
import { oneAtATime } from '../app/one-at-a-time.ts'

type Receipts = ResultOf<'receipts'>['receipts']

/** Who has a message and who has read it, kept true; null until the first answer has come. */
export const useReceipts = ({ channelId, messageId }: Pick<ShownMessage, 'channelId' | 'messageId'>) => {
  const client = useClient()
  const isOnline = useClientState(({ status }) => status === 'online')
  const [found, setFound] = useState<Receipts | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  useEffect(() => {
    if (!isOnline) return
    let isLeft = false
    const ask = oneAtATime(async () => {
      const answer = await client.query({ type: 'receipts', channelId, messageId })
      if (isLeft) return
      setProblem(E.isLeft(answer) ? failureWords(answer.left) : null)
      if (E.isRight(answer)) setFound(answer.right.value.receipts)
    })
    ask.again()
    const told = () => client.state().timelines.get(channelId)?.receipts
    let before = told()
    const leave = client.subscribe(() => {
      if (told() === before) return
      before = told()
      ask.again()
    })
    return () => {
      isLeft = true
      leave()
    }
  }, [client, channelId, messageId, isOnline])
  return { found, problem }
}
