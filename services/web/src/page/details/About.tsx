import type { Conversation } from '@parley/client'
import { type FormEvent, useState } from 'react'
import { useClient } from '../app/client-context.ts'
import { useMay } from '../app/may.ts'
import { nameOf } from '../app/names.ts'
import { useAct } from '../app/notices.tsx'
import { Field, FieldArea } from '../fields/Field.tsx'
import { channelName, description } from '../fields/takes.ts'
import { SaveOrCancel } from '../fields/SaveOrCancel.tsx'
import { useField } from '../fields/use-field.ts'
import { Relations } from './Relations.tsx'
import { closedWords, kindWords } from './words.ts'

/** The channel's name and description; an admin or owner may write them anew. */
export const About = ({ conversation }: { readonly conversation: Conversation }) => {
  const [editing, setEditing] = useState(false)
  const may = useMay(conversation)
  const { channel } = conversation
  if (editing) return <AboutForm conversation={conversation} onDone={() => setEditing(false)} />
  return (
    <section className="about-section">
      <h3 dir="auto">{nameOf(conversation)}</h3>
      <p className="kind">
        {channel.archived ? closedWords(channel.channelType) : kindWords(channel.channelType)}
      </p>
      <Relations channel={channel} />
      {channel.description !== '' && <p dir="auto">{channel.description}</p>}
      {(may('rename') || may('describe')) && (
        <button type="button" className="quiet" onClick={() => setEditing(true)}>
          Rename or describe
        </button>
      )}
    </section>
  )
}

interface AboutFormProps {
  readonly conversation: Conversation
  readonly onDone: () => void
}

const AboutForm = ({ conversation: { channel }, onDone }: AboutFormProps) => {
  const client = useClient()
  const act = useAct()
  const name = useField(channelName, channel.name ?? '')
  const about = useField(description, channel.description)
  const { channelId } = channel
  const save = async (): Promise<void> => {
    const [newName, newDescription] = [name.take(), about.take()]
    if (newName === null || newDescription === null) return
    if (newName !== channel.name)
      await act(client.command({ type: 'RenameChannel', channelId, name: newName }))
    if (newDescription !== channel.description)
      await act(client.command({ type: 'DescribeChannel', channelId, description: newDescription }))
    onDone()
  }
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault()
    void save()
  }
  return (
    <form className="about-section" onSubmit={onSubmit}>
      <Field label="Name" autoFocus field={name.field} />
      <FieldArea label="What it is about" rows={3} field={about.field} />
      <SaveOrCancel onCancel={onDone} />
    </form>
  )
}
