import type { ShownMessage } from '@parley/client'
import { useMe } from '../app/client-context.ts'

/** How old a message may be that is still read out, in milliseconds: what is loaded is not news. */
const news = 30_000

/** Tells a screen reader of the latest message of somebody else. */
export const Announcer = ({ messages }: { readonly messages: ReadonlyArray<ShownMessage> }) => {
  const me = useMe()
  const last = messages.at(-1)
  const isNews =
    last !== undefined &&
    last.senderId !== me &&
    Date.now() - Date.parse(last.sentAt) < news &&
    last.body !== null
  return (
    <p className="unseen" aria-live="polite">
      {isNews && `${last.senderId}: ${last.body?.text ?? ''}`}
    </p>
  )
}
