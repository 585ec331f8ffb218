import type { ShownMessage } from '@parley/client'
import { useState } from 'react'
import { useMe } from '../app/client-context.ts'

/** Tells a screen reader of the latest message of somebody else; what was there at first is not news. */
export const Announcer = ({ messages }: { readonly messages: ReadonlyArray<ShownMessage> }) => {
  const me = useMe()
  const last = messages.at(-1)
  const [known] = useState(last?.segment ?? 0)
  const isNews = last !== undefined && last.segment > known && last.senderId !== me
  return (
    <p className="unseen" aria-live="polite">
      {isNews && last.body !== null && `${last.senderId}: ${last.body.text}`}
    </p>
  )
}
