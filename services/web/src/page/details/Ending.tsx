import type { Conversation } from '@parley/client'
import { useState } from 'react'
import { useClient } from '../app/client-context.ts'
import { useMay } from '../app/may.ts'
import { useAct } from '../app/notices.tsx'
import { go, toNowhere } from '../app/route.ts'
import { isOverOnceArchived } from './words.ts'

/** Leaving a channel, closing it and deleting it, which are asked twice; and opening it again. */
export const Ending = ({ conversation }: { readonly conversation: Conversation }) => {
  const client = useClient()
  const act = useAct()
  const [sure, setSure] = useState<'leave' | 'archive' | 'delete' | null>(null)
  const may = useMay(conversation)
  const { channelId, channelType } = conversation.channel
  const leave = async (): Promise<void> => {
    setSure(null)
    if ((await act(client.command({ type: 'LeaveChannel', channelId }))) !== null) go(toNowhere)
  }
  const archive = async (): Promise<void> => {
    setSure(null)
    await act(client.command({ type: 'ArchiveChannel', channelId }))
  }
  const deleteIt = async (): Promise<void> => {
    setSure(null)
    if ((await act(client.command({ type: 'DeleteChannel', channelId }))) !== null) go(toNowhere)
  }
  return (
    <section className="ending">
      {may('leave') && (
        <button
          type="button"
          className={sure === 'leave' ? 'danger' : 'quiet'}
          onClick={() => (sure === 'leave' ? void leave() : setSure('leave'))}
        >
          {sure === 'leave' ? 'Leave it?' : 'Leave channel'}
        </button>
      )}
      {may('archive') && (
        <button
          type="button"
          className={sure === 'archive' ? 'danger' : 'quiet'}
          onClick={() => (sure === 'archive' ? void archive() : setSure('archive'))}
        >
          {isOverOnceArchived(channelType)
            ? sure === 'archive'
              ? 'End it for good?'
              : 'End channel'
            : sure === 'archive'
              ? 'Archive it?'
              : 'Archive channel'}
        </button>
      )}
      {conversation.channel.archived && may('unarchive') && (
        <button
          type="button"
          className="quiet"
          onClick={() => void act(client.command({ type: 'UnarchiveChannel', channelId }))}
        >
          Open channel again
        </button>
      )}
      {may('deleteChannel') && (
        <button
          type="button"
          className={sure === 'delete' ? 'danger' : 'quiet'}
          onClick={() => (sure === 'delete' ? void deleteIt() : setSure('delete'))}
        >
          {sure === 'delete' ? 'Delete it with all that is in it?' : 'Delete channel'}
        </button>
      )}
    </section>
  )
}
