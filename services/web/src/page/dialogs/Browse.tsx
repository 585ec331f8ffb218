import type { ChannelId } from '@parley/domain'
import { useId, useState } from 'react'
import { useClient } from '../app/client-context.ts'
import { useMayIn } from '../app/may.ts'
import { counted } from '../app/names.ts'
import { useAct } from '../app/notices.tsx'
import { go, toChannel } from '../app/route.ts'
import { Said } from '../fields/Said.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { useOpenChannels } from './use-open-channels.ts'

/** The channels that are open to everyone, to join or to go to. */
export const Browse = ({ onClose }: { readonly onClose: () => void }) => {
  const client = useClient()
  const act = useAct()
  const mayIn = useMayIn()
  const saidId = useId()
  const [search, setSearch] = useState('')
  const { found, problem, loadMore } = useOpenChannels(search.trim())
  const enter = async (channelId: ChannelId, member: boolean): Promise<void> => {
    if (!member && (await act(client.command({ type: 'JoinChannel', channelId }))) === null) return
    onClose()
    go(toChannel(channelId))
  }
  return (
    <Dialog title="Open channels" onClose={onClose}>
      <input
        autoFocus
        type="search"
        aria-label="Search channels"
        placeholder="Search by name"
        dir="auto"
        aria-describedby={saidId}
        value={search}
        onChange={(event) => setSearch(event.target.value)}
      />
      <Said id={saidId} problem={problem} room={null} />
      {problem === null && found?.channels.length === 0 && (
        <p className="hint">No open channel is called that.</p>
      )}
      <ul className="found" aria-busy={found === null}>
        {found?.channels.map(({ channel, member }) => (
          <li key={channel.channelId}>
            <div>
              <b dir="auto">{channel.name}</b>
              <p>
                {counted(channel.memberCount, 'member')}
                {channel.description !== '' && ` · ${channel.description}`}
              </p>
            </div>
            {(member || mayIn({ channel, role: null }, 'join')) && (
              <button type="button" onClick={() => void enter(channel.channelId, member)}>
                {member ? 'Open' : 'Join'}
              </button>
            )}
          </li>
        ))}
      </ul>
      {found?.more === true && (
        <button type="button" className="quiet" onClick={() => void loadMore()}>
          More channels
        </button>
      )}
    </Dialog>
  )
}
