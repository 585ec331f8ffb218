import { type FormEvent, useId, useState } from 'react'
import { useClient, useClientState, useMe } from '../app/client-context.ts'
import { useAct } from '../app/notices.tsx'
import { Field } from '../fields/Field.tsx'
import { displayName, statusText } from '../fields/takes.ts'
import { useField } from '../fields/use-field.ts'
import { inMinutes } from '../moderation/until-words.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { useCalled, useStatus } from './called.ts'

/** For how long a status may be said, in minutes; null: until it is taken back. */
const spans: ReadonlyArray<readonly [words: string, minutes: number | null]> = [
  ['until I change it', null],
  ['for half an hour', 30],
  ['for an hour', 60],
  ['for four hours', 240],
  ['for a day', 1_440],
]

/** What one says of oneself for all who know of one: what to be called, and what one is at. */
export const Profile = ({ onClose }: { readonly onClose: () => void }) => {
  const me = useMe()
  useCalled(me)
  // The form begins with what is said now, which may have to come first.
  const isThere = useClientState((state) => me !== null && state.people.has(me))
  return (
    <Dialog title="Your profile" onClose={onClose}>
      {isThere && <ProfileForm onClose={onClose} />}
    </Dialog>
  )
}

const ProfileForm = ({ onClose }: { readonly onClose: () => void }) => {
  const client = useClient()
  const act = useAct()
  const me = useMe()
  const spanId = useId()
  const said = useClientState((state) => (me === null ? undefined : state.people.get(me)))
  const statusNow = useStatus(me) ?? ''
  const name = useField(displayName, said?.displayName ?? '')
  const status = useField(statusText, statusNow)
  const [span, setSpan] = useState(0)
  const [busy, setBusy] = useState(false)
  const save = async (): Promise<void> => {
    const [noName, noStatus] = [name.field.typed.trim() === '', status.field.typed.trim() === '']
    const called = noName ? null : name.take()
    const at = noStatus ? null : status.take()
    if ((called === null && !noName) || (at === null && !noStatus)) return
    setBusy(true)
    const minutes = spans[span]?.[1] ?? null
    const isSaid = await act(client.setProfile({ displayName: called }))
    const isSame = (at ?? '') === statusNow && minutes === null
    const until = minutes === null || at === null ? {} : { until: inMinutes(minutes) }
    const isAt = isSame || (await act(client.setStatus({ text: at, ...until }))) !== null
    setBusy(false)
    if (isSaid !== null && isAt) onClose()
  }
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault()
    if (!busy) void save()
  }
  return (
    <form className="stack" onSubmit={onSubmit}>
      <p>
        Your id is <bdi className="named">{me}</bdi>: people mention and add you by it.
      </p>
      <Field label="What to be called" placeholder={me ?? ''} autoFocus field={name.field} />
      <Field label="What you are at" placeholder="Nothing to say" field={status.field} />
      <div className="field">
        <label htmlFor={spanId}>Say that</label>
        <select id={spanId} value={span} onChange={(event) => setSpan(Number(event.target.value))}>
          {spans.map(([words], n) => (
            <option key={words} value={n}>
              {words}
            </option>
          ))}
        </select>
      </div>
      <button type="submit" className="primary" disabled={busy}>
        Save
      </button>
    </form>
  )
}
