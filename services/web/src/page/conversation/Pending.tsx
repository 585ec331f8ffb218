import type { PendingMessage } from '@parley/client'
import type { ChannelId, FeedId, MessageId } from '@parley/domain'
import { useClient, useClientState, useMe } from '../app/client-context.ts'
import { reasonWords } from '../app/failure-words.ts'
import { Attached } from '../message/Attached.tsx'
import { isInWords } from '../text/body.ts'
import { Text } from '../text/Text.tsx'
import { Avatar, hueStyle } from '../ui/Avatar.tsx'

interface PendingProps {
  readonly channelId: ChannelId
  readonly feedId: FeedId
  readonly parentId: MessageId | null
}

/** What was written here and is not there yet, or was turned down. */
export const Pending = ({ channelId, feedId, parentId }: PendingProps) => {
  const pending = useClientState((state) => state.pending)
  return pendingIn(pending, channelId, feedId, parentId).map((message) => (
    <li key={message.clientMessageId} className="entry">
      <PendingRow message={message} />
    </li>
  ))
}

/** What of all that is on its way goes to a feed, or to a thread of it. */
export const pendingIn = (
  pending: ReadonlyArray<PendingMessage>,
  channelId: ChannelId,
  feedId: FeedId,
  parentId: MessageId | null,
): ReadonlyArray<PendingMessage> =>
  pending.filter(
    (message) =>
      message.channelId === channelId && message.feedId === feedId && message.parentId === parentId,
  )

const PendingRow = ({ message }: { readonly message: PendingMessage }) => {
  const client = useClient()
  const me = useMe() ?? ''
  const { channelId, feedId, parentId, body, clientMessageId, failure } = message
  const retry = (): void => {
    const { mentions } = message
    const again = {
      channelId,
      feedId,
      body,
      clientMessageId,
      ...(mentions === undefined ? {} : { mentions }),
    }
    void client.send(parentId === null ? again : { ...again, parentId })
  }
  return (
    <article className="message pending" data-failed={failure !== null} style={hueStyle(me)}>
      <Avatar name={me} />
      <header>
        <b className="sender" dir="auto" title={me}>
          {me}
        </b>
        <span className="state">{failure === null ? 'sending…' : 'not sent'}</span>
      </header>
      <div className="body" dir="auto">
        {body.kind === 'action' && `* ${me} `}
        {!isInWords(body) && <Attached body={body} />}
        {body.text !== undefined && <Text text={body.text} me={me} />}
      </div>
      {failure !== null && (
        <p className="failure" role="alert">
          {reasonWords(failure)}
          <button type="button" className="quiet" onClick={retry}>
            Try again
          </button>
          <button type="button" className="quiet" onClick={() => client.discard(clientMessageId)}>
            Discard
          </button>
        </p>
      )}
    </article>
  )
}
