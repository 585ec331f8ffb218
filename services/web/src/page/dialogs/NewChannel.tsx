import { ChannelName, Description } from '@parley/domain'
import { type FormEvent, useState } from 'react'
import { useClient } from '../app/client-context.ts'
import { useAct } from '../app/notices.tsx'
import { go, toChannel } from '../app/route.ts'
import { peopleIn } from '../details/people.ts'
import { kindWords } from '../details/words.ts'
import { Dialog } from '../ui/Dialog.tsx'

const kinds = ['standard', 'private', 'broadcast'] as const

export const NewChannel = ({ onClose }: { readonly onClose: () => void }) => {
  const client = useClient()
  const act = useAct()
  const [name, setName] = useState('')
  const [about, setAbout] = useState('')
  const [people, setPeople] = useState('')
  const [channelType, setChannelType] = useState<(typeof kinds)[number]>('standard')
  const [busy, setBusy] = useState(false)
  const create = async (): Promise<void> => {
    const [trimmed, description] = [name.trim(), about.trim()]
    if (!ChannelName.is(trimmed) || !Description.is(description)) return
    const members = peopleIn(people)
    setBusy(true)
    const created = await act(
      client.command({ type: 'CreateChannel', channelType, name: trimmed, description, members }),
    )
    setBusy(false)
    if (created?.result.channelId === undefined) return
    onClose()
    go(toChannel(created.result.channelId))
  }
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault()
    void create()
  }
  return (
    <Dialog title="New channel" onClose={onClose}>
      <form className="stack" onSubmit={onSubmit}>
        <label>
          Name
          <input autoFocus required maxLength={128} value={name} onChange={(e) => setName(e.target.value)} />
        </label>
        <label>
          What it is about
          <input maxLength={1_000} value={about} onChange={(e) => setAbout(e.target.value)} />
        </label>
        <label>
          People
          <input
            placeholder="Names, with commas between"
            spellCheck={false}
            value={people}
            onChange={(e) => setPeople(e.target.value)}
          />
        </label>
        <fieldset>
          <legend>Kind</legend>
          {kinds.map((kind) => (
            <label key={kind} className="choice">
              <input
                type="radio"
                name="kind"
                checked={channelType === kind}
                onChange={() => setChannelType(kind)}
              />
              <span>{kindWords[kind]}</span>
            </label>
          ))}
        </fieldset>
        <button type="submit" className="primary" disabled={busy || name.trim() === ''}>
          Create channel
        </button>
      </form>
    </Dialog>
  )
}
