import type { ChannelId, Position, UserId } from '@parley/domain'
import type { Client } from '@parley/client'
import type { MemberView } from '@parley/protocol'
import { maxPage } from '@parley/protocol'
import * as E from 'fp-ts/lib/Either.js'
import { useCallback, useEffect, useState } from 'react'
import { useClient, useClientState } from '../app/client-context.ts'

/** How long changes are gathered before the members are asked for again, in milliseconds. */
const patience = 150

/** The members of a channel, while somebody looks at them; null until they have come. */
export const useMembers = (channelId: ChannelId) => {
  const client = useClient()
  const [members, setMembers] = useState<ReadonlyArray<MemberView> | null>(null)
  const online = useClientState((state) => state.status === 'online')
  const revision = useClientState((state) => state.conversations.get(channelId)?.channel.revision)
  const refresh = useCallback(
    async (atLeast?: Position) => {
      const all = await askMembers(client, channelId, atLeast)
      if (all !== null) setMembers(all)
    },
    [client, channelId],
  )
  // Whatever made this revision may have been about a member; the state does not say what it was.
  useEffect(() => {
    if (!online || revision === undefined) return
    const timer = setTimeout(() => void refresh(), patience)
    return () => clearTimeout(timer)
  }, [online, revision, refresh])
  return { members, refresh }
}

/** All of them, page by page; null where the connection is lost meanwhile. */
const askMembers = async (
  client: Client,
  channelId: ChannelId,
  atLeast: Position | undefined,
): Promise<ReadonlyArray<MemberView> | null> => {
  const all: MemberView[] = []
  for (;;) {
    const after: UserId | undefined = all.at(-1)?.userId
    const page = await client.query({
      type: 'members',
      channelId,
      limit: maxPage,
      ...(after === undefined ? {} : { after }),
      ...(atLeast === undefined ? {} : { atLeast }),
    })
    if (E.isLeft(page)) return null
    all.push(...page.right.value.members)
    if (!page.right.value.more) return all
  }
}
