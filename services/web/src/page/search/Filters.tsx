import { conversationList } from '@parley/client'
import { ChannelId } from '@parley/domain'
import { useClient } from '../app/client-context.ts'
import { nameOf } from '../app/names.ts'
import type { Sought } from './asked.ts'

interface FiltersProps {
  readonly sought: Sought
  readonly onChange: (sought: Sought) => void
}

/** Where, from whom and when. */
export const Filters = ({ sought, onChange }: FiltersProps) => {
  const client = useClient()
  const set = (some: Partial<Sought>): void => onChange({ ...sought, ...some })
  return (
    <fieldset className="filters" aria-label="Only those">
      <label>
        In
        <select
          value={sought.channelId ?? ''}
          onChange={({ target }) => set({ channelId: ChannelId.is(target.value) ? target.value : null })}
        >
          <option value="">all of my channels</option>
          {conversationList(client.state()).map((conversation) => (
            <option key={conversation.channel.channelId} value={conversation.channel.channelId}>
              {nameOf(conversation)}
            </option>
          ))}
        </select>
      </label>
      <label>
        From
        <input
          value={sought.sender}
          placeholder="anybody"
          dir="auto"
          spellCheck={false}
          onChange={({ target }) => set({ sender: target.value })}
        />
      </label>
      <label>
        Since
        <input type="date" value={sought.from} onChange={({ target }) => set({ from: target.value })} />
      </label>
      <label>
        Until
        <input type="date" value={sought.to} onChange={({ target }) => set({ to: target.value })} />
      </label>
      <label className="check">
        <input
          type="checkbox"
          checked={sought.inThreads}
          onChange={({ target }) => set({ inThreads: target.checked })}
        />
        In threads
      </label>
    </fieldset>
  )
}
