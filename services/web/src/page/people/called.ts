import { type Conversation, nameOf as calledOf, statusTextOf } from '@parley/client'
import type { UserId } from '@parley/domain'
import { useEffect } from 'react'
import { useClient, useClientState } from '../app/client-context.ts'
import { nameOf } from '../app/names.ts'
import { useMinute } from '../personal/use-minute.ts'

/** Has what somebody says of themselves loaded while they are shown. */
const useKnown = (userId: UserId | null): void => {
  const client = useClient()
  useEffect(() => {
    if (userId !== null) client.know([userId])
  }, [client, userId])
}

/** What somebody is called: by the display name that they gave themselves, or else by their id. Nobody: nothing. */
export const useCalled = (userId: UserId | null): string => {
  useKnown(userId)
  return useClientState((state) => (userId === null ? '' : calledOf(state, userId)))
}

/** What somebody says that they are at; undefined: nothing. */
export const useStatus = (userId: UserId | null): string | undefined => {
  useKnown(userId)
  const now = useMinute()
  return useClientState((state) => (userId === null ? undefined : statusTextOf(state, userId, now)))
}

/** What a conversation is called: the channel's name, or what the other person is called. */
export const useNameOf = (conversation: Conversation): string => {
  const called = useCalled(conversation.withUserId)
  return conversation.withUserId === null || conversation.channel.name !== null
    ? nameOf(conversation)
    : called
}
