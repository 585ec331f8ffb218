import type { ChannelId } from '@parley/domain'
import { type FormEvent, useState } from 'react'
import { useClient, useMe } from '../app/client-context.ts'
import { useAct } from '../app/notices.tsx'
import { Field } from '../fields/Field.tsx'
import { nickname } from '../fields/takes.ts'
import { SaveOrCancel } from '../fields/SaveOrCancel.tsx'
import { useField } from '../fields/use-field.ts'
import { useNicknames } from './nicknames.ts'

/** What one is called in a channel, for all there to see, and a form to say something else. */
export const Nickname = ({ channelId }: { readonly channelId: ChannelId }) => {
  const [editing, setEditing] = useState(false)
  const me = useMe()
  const names = useNicknames()
  const now = me === null ? undefined : names.get(me)
  if (editing) return <NicknameForm channelId={channelId} now={now ?? ''} onDone={() => setEditing(false)} />
  return (
    <section className="nickname">
      {now !== undefined && (
        <p>
          You are <bdi>{now}</bdi> here.
        </p>
      )}
      <button type="button" className="quiet" onClick={() => setEditing(true)}>
        {now === undefined ? 'Be called something else here' : 'Change your nickname'}
      </button>
    </section>
  )
}

interface NicknameFormProps {
  readonly channelId: ChannelId
  readonly now: string
  readonly onDone: () => void
}

const NicknameForm = ({ channelId, now, onDone }: NicknameFormProps) => {
  const client = useClient()
  const act = useAct()
  const name = useField(nickname, now)
  const save = async (): Promise<void> => {
    const isNone = name.field.typed.trim() === ''
    const chosen = isNone ? null : name.take()
    if (chosen === null && !isNone) return
    await act(client.command({ type: 'SetNickname', channelId, nickname: chosen }))
    onDone()
  }
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault()
    void save()
  }
  return (
    <form className="nickname stack" onSubmit={onSubmit}>
      <Field label="Your nickname here" autoFocus field={name.field} />
      <SaveOrCancel onCancel={onDone} />
    </form>
  )
}
