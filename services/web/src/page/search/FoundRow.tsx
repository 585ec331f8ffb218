import { feedOf } from '@parley/client'
import { mainFeed, plainTextOf } from '@parley/domain'
import { useClientState } from '../app/client-context.ts'
import { nameOf } from '../app/names.ts'
import { fullTime, shortTime } from '../app/times.ts'
import { excerptOf } from './excerpt.ts'
import type { FoundMessage } from './use-found.ts'
import { Called } from '../people/Called.tsx'

/** A message that was found: who said it, where and when, and what around the place where it is. */
export const FoundRow = ({ found }: { readonly found: FoundMessage }) => {
  const { message, highlights } = found
  const conversation = useClientState((state) => state.conversations.get(message.channelId))
  const feed = conversation && feedOf(conversation, message.feedId)
  return (
    <>
      <p className="found-where">
        <Called userId={message.senderId} className="named" />
        {conversation !== undefined && <bdi>{nameOf(conversation)}</bdi>}
        {feed !== undefined && feed.feedId !== mainFeed && <bdi>{feed.name}</bdi>}
        {message.parentId !== null && <span>in a thread</span>}
        <time dateTime={message.sentAt} title={fullTime(message.sentAt)}>
          {shortTime(message.sentAt)}
        </time>
      </p>
      <p className="found-text" dir="auto">
        {excerptOf(message.body === null ? '' : plainTextOf(message.body), highlights).map(
          ({ text, marked }, n) => (marked ? <mark key={n}>{text}</mark> : text),
        )}
      </p>
    </>
  )
}
