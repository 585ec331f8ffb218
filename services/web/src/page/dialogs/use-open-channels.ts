import type { ResultOf } from '@parley/contract'
import * as E from 'fp-ts/lib/Either.js'
import { useCallback, useEffect, useState } from 'react'
import { useClient } from '../app/client-context.ts'
import { failureWords } from '../app/failure-words.ts'

type Browsed = ResultOf<'browse'>

/**
 * The open channels whose name holds what is searched for, page by page; null until the first has come. `problem`:
 * why the last page did not.
 */
export const useOpenChannels = (search: string) => {
  const client = useClient()
  const [found, setFound] = useState<Browsed | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  useEffect(() => {
    let current = true
    const ask = async (): Promise<void> => {
      const answer = await client.query({ type: 'browse', ...(search === '' ? {} : { search }) })
      if (!current) return
      setProblem(E.isLeft(answer) ? failureWords(answer.left) : null)
      if (E.isRight(answer)) setFound(answer.right.value)
    }
    void ask()
    return () => {
      current = false
    }
  }, [client, search])
  const loadMore = useCallback(async () => {
    const last = found?.channels.at(-1)
    if (found === null || last === undefined) return
    const answer = await client.query({
      type: 'browse',
      after: last.channel.channelId,
      ...(search === '' ? {} : { search }),
    })
    setProblem(E.isLeft(answer) ? failureWords(answer.left) : null)
    if (E.isLeft(answer)) return
    const { channels, more } = answer.right.value
    setFound({ ...found, channels: [...found.channels, ...channels], more })
  }, [client, found, search])
  return { found, problem, loadMore }
}
