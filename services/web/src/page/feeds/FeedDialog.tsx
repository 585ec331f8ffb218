import type { FeedView } from '@parley/contract'
import { certain, type ChannelId, FeedId, mainFeed } from '@parley/domain'
import { type FormEvent, useState } from 'react'
import { useClient } from '../app/client-context.ts'
import { useAct } from '../app/notices.tsx'
import { Field } from '../fields/Field.tsx'
import { feedName } from '../fields/takes.ts'
import { useField } from '../fields/use-field.ts'
import { Dialog } from '../ui/Dialog.tsx'

interface FeedDialogProps {
  readonly channelId: ChannelId
  /** The feed that is changed; null: another is made. */
  readonly feed: FeedView | null
  readonly onClose: () => void
}

/** Makes a feed, or renames or deletes one; deleting is asked twice. */
export const FeedDialog = ({ channelId, feed, onClose }: FeedDialogProps) => {
  const client = useClient()
  const act = useAct()
  const name = useField(feedName, feed?.name ?? '')
  const [isSure, setIsSure] = useState(false)
  const [busy, setBusy] = useState(false)
  const save = async (): Promise<void> => {
    const called = name.take()
    if (busy || called === null) return
    const feedId = feed?.feedId ?? certain(FeedId, crypto.randomUUID())
    const type = feed === null ? 'CreateFeed' : 'RenameFeed'
    setBusy(true)
    const done = await act(client.command({ type, channelId, feedId, name: called }))
    setBusy(false)
    if (done === null) return
    onClose()
    if (feed === null) await client.open(channelId, 'latest', feedId)
  }
  const remove = async ({ feedId }: FeedView): Promise<void> => {
    if ((await act(client.command({ type: 'DeleteFeed', channelId, feedId }))) !== null) onClose()
  }
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault()
    void save()
  }
  return (
    <Dialog title={feed === null ? 'New feed' : 'Feed'} onClose={onClose}>
      <form className="stack" onSubmit={onSubmit}>
        <Field label="Name" autoFocus field={name.field} />
        <div className="feed-actions">
          <button type="submit" className="primary" disabled={busy}>
            {feed === null ? 'Create feed' : 'Rename feed'}
          </button>
          {feed !== null && feed.feedId !== mainFeed && (
            <button
              type="button"
              className={isSure ? 'danger' : 'quiet'}
              onClick={() => (isSure ? void remove(feed) : setIsSure(true))}
            >
              {isSure ? 'Delete it with all that is in it?' : 'Delete feed'}
            </button>
          )}
        </div>
      </form>
    </Dialog>
  )
}
