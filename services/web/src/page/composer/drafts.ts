import type { ChannelId, MessageId } from '@parley/domain'
import { useState } from 'react'
import { useClient } from '../app/client-context.ts'
import { keepDraft, keptDraft } from '../kept/drafts.ts'

/** What is being written in a channel or thread; it is still there when one comes back, also after a reload. */
export const useDraft = (channelId: ChannelId, parentId: MessageId | null) => {
  const { me } = useClient().state()
  const place = parentId ?? channelId
  const [draft, setDraft] = useState(() => (me === null ? '' : keptDraft(me, place)))
  const write = (text: string): void => {
    if (me !== null) keepDraft(me, place, text, Date.now())
    setDraft(text)
  }
  return [draft, write] as const
}
