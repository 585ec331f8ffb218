import type { Conversation } from '@parley/client'
import type { FeedView } from '@parley/contract'
import { useEffect, useRef } from 'react'
import { useNotice } from '../app/notices.tsx'

/** Says so where the feed that was shown is there no more, and another is shown in its place. */
export const useFeedGone = (conversation: Conversation | undefined, shown: FeedView | undefined): void => {
  const notice = useNotice()
  const before = useRef(shown)
  const feeds = conversation?.feeds
  useEffect(() => {
    const last = before.current
    if (shown === undefined) return
    before.current = shown
    if (last === undefined || feeds?.some(({ feedId }) => feedId === last.feedId) !== false) return
    notice(`The feed ${last.name} was deleted.`)
  }, [notice, feeds, shown])
}
