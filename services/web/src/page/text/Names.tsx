import type { ChannelId } from '@parley/domain'
import { type ReactNode, useMemo } from 'react'
import { useClientState, useMe } from '../app/client-context.ts'
import { NicknamesContext, useNicknamesOf } from '../personal/nicknames.ts'
import { namesOf } from './mentions.ts'
import { NamesContext } from './Text.tsx'

interface NamesProps {
  readonly channelId: ChannelId | null
  readonly children: ReactNode
}

/** Lets texts inside know who may be mentioned in them: oneself, and whoever has been seen in the channel; and what people are called there. */
export const Names = ({ channelId, children }: NamesProps) => {
  const me = useMe()
  const withUserId = useClientState((state) => channelId && state.conversations.get(channelId)?.withUserId)
  const online = useClientState((state) => channelId && state.online.get(channelId))
  const messages = useClientState((state) => channelId && state.timelines.get(channelId)?.messages)
  const people = new Set<string>(online ?? [])
  for (const one of [me, withUserId]) if (typeof one === 'string') people.add(one)
  for (const { senderId } of messages || []) people.add(senderId)
  // Texts are read anew where the names are others, and not with each message: no name has a line's end in it.
  const all = [...people].toSorted().join('\n')
  const names = useMemo(() => namesOf(all.split('\n')), [all])
  return (
    <NamesContext value={names}>
      <NicknamesContext value={useNicknamesOf(channelId)}>{children}</NicknamesContext>
    </NamesContext>
  )
}
