import type { ChannelId, MessageId } from '@parley/domain'
import { useState } from 'react'

const drafts = new Map<string, string>()

/** What is being written in a channel or thread; it is still there when one comes back. */
export const useDraft = (channelId: ChannelId, parentId: MessageId | null) => {
  const key = parentId ?? channelId
  const [draft, setDraft] = useState(() => drafts.get(key) ?? '')
  const write = (text: string): void => {
    if (text === '') drafts.delete(key)
    else drafts.set(key, text)
    setDraft(text)
  }
  return [draft, write] as const
}
