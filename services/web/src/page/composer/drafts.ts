import { DraftText, type FeedId, mainFeed, type ChannelId, type MessageId } from '@parley/domain'
import { useEffect, useRef, useState } from 'react'
import { useClient, useClientState } from '../app/client-context.ts'
import { draftKept, keepDraft } from '../kept/drafts.ts'

/** So many of one's own latest texts are known again when they come back from the server. */
const known = 20

/**
 * What is being written in a feed or thread; it is still there when one comes back, also after a reload. What is
 * written at the top of a feed comes from one's other devices, too, unless one has written on here.
 */
export const useDraft = (channelId: ChannelId, feedId: FeedId, parentId: MessageId | null) => {
  const client = useClient()
  const { me } = client.state()
  const place = parentId ?? (feedId === mainFeed ? channelId : `${channelId}.${feedId}`)
  const elsewhere = useClientState((state) =>
    parentId === null
      ? state.conversations.get(channelId)?.personal.drafts.find((one) => one.feedId === feedId)
      : undefined,
  )
  const [draft, setDraft] = useState(() => {
    const here = me === null ? null : draftKept(me, place)
    const isNewer = elsewhere !== undefined && Date.parse(elsewhere.savedAt) > (here?.at ?? 0)
    return isNewer ? elsewhere.text : (here?.text ?? '')
  })
  const said = useRef<ReadonlyArray<string>>([])
  const before = useRef(elsewhere?.text ?? '')
  const text = elsewhere?.text ?? ''
  useEffect(() => {
    const last = before.current
    before.current = text
    if (text === last || said.current.includes(text)) return
    setDraft((now) => (now === last ? text : now))
  }, [text])
  const write = (written: string): void => {
    if (me !== null) keepDraft(me, place, written, Date.now())
    setDraft(written)
    if (parentId !== null || !DraftText.is(written)) return
    said.current = [...said.current, written].slice(-known)
    client.saveDraft(channelId, written, feedId)
  }
  return [draft, write] as const
}
