import type { ShownMessage, ShownPreview } from '@parley/client'
import { useState } from 'react'
import { useMe } from '../app/client-context.ts'

/** Tells a screen reader of a channel's latest message where it is somebody else's; what was there at first is not news. */
export const Announcer = ({ last }: { readonly last: ShownMessage | ShownPreview | null }) => {
  const me = useMe()
  const [known] = useState(last?.segment ?? 0)
  const isNews = last !== null && last.segment > known && last.senderId !== me && last.parentId === null
  return (
    <p className="unseen" aria-live="polite">
      {isNews && last.body !== null && `${last.senderId}: ${last.body.text}`}
    </p>
  )
}
