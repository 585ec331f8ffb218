import type { Thread } from '@parley/client'
import type { ChannelId, MessageId } from '@parley/domain'
import * as E from 'fp-ts/lib/Either.js'
import { useEffect, useState } from 'react'
import { useClient, useClientState } from '../app/client-context.ts'
import { failureWords } from '../app/failure-words.ts'

/**
 * A thread, loaded where it is not, once there is a connection and its channel is there. `problem`: why it can't be,
 * in words.
 */
export const useThread = (
  channelId: ChannelId,
  parentId: MessageId,
): { readonly thread: Thread | undefined; readonly problem: string | null } => {
  const client = useClient()
  const thread = useClientState((state) => state.timelines.get(channelId)?.threads.get(parentId))
  const ready = useClientState(
    (state) => state.status === 'online' && state.timelines.get(channelId)?.loaded === true,
  )
  const [problem, setProblem] = useState<string | null>(null)
  const missing = thread === undefined
  useEffect(() => {
    if (!ready || !missing) return
    let current = true
    const open = async (): Promise<void> => {
      await client.openThread(channelId, parentId)
      if (client.state().timelines.get(channelId)?.threads.has(parentId) === true) return
      // What is asked for is not there, or may not be seen: the question says which.
      const answer = await client.query({ type: 'thread', channelId, parentId, limit: 1 })
      if (current && E.isLeft(answer) && answer.left._tag !== 'Disconnected')
        setProblem(failureWords(answer.left))
    }
    void open()
    return () => {
      current = false
    }
  }, [client, channelId, parentId, ready, missing])
  return { thread, problem: missing ? problem : null }
}
