import { channelTypes, everyonesChannelType, peoplesChannelTypes } from '@parley/domain/permissions'
import { type FormEvent, useState } from 'react'
import { useClient } from '../app/client-context.ts'
import { useAct } from '../app/notices.tsx'
import { go, toChannel } from '../app/route.ts'
import { kindWords } from '../details/words.ts'
import { Field } from '../fields/Field.tsx'
import { channelName, companyName, description } from '../fields/takes.ts'
import { useField } from '../fields/use-field.ts'
import { PeopleField } from '../people/PeopleField.tsx'
import { usePeopleField } from '../people/use-people-field.ts'
import { Dialog } from '../ui/Dialog.tsx'

export const NewChannel = ({ onClose }: { readonly onClose: () => void }) => {
  const client = useClient()
  const act = useAct()
  const name = useField(channelName)
  const about = useField(description)
  const company = useField(companyName)
  const people = usePeopleField(null)
  const [channelType, setChannelType] = useState<(typeof peoplesChannelTypes)[number]>(everyonesChannelType)
  const [busy, setBusy] = useState(false)
  const isOfCompany = channelTypes[channelType].belongsTo === 'companyId'
  const create = async (): Promise<void> => {
    const [called, described] = [name.take(), about.take()]
    const companyId = isOfCompany ? company.take() : undefined
    if (busy || called === null || described === null || companyId === null) return
    setBusy(true)
    const members = await people.take()
    if (members === null) return setBusy(false)
    const created = await act(
      client.command({
        type: 'CreateChannel',
        channelType,
        name: called,
        description: described,
        members,
        ...(companyId === undefined ? {} : { companyId }),
      }),
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
        <Field label="Name" autoFocus field={name.field} />
        <Field label="What it is about" field={about.field} />
        <PeopleField label="People" field={people.field} />
        <fieldset>
          <legend>Kind</legend>
          {peoplesChannelTypes.map((kind) => (
            <label key={kind} className="choice">
              <input
                type="radio"
                name="kind"
                checked={channelType === kind}
                onChange={() => setChannelType(kind)}
              />
              <span>{kindWords(kind)}</span>
            </label>
          ))}
        </fieldset>
        {isOfCompany && <Field label="Company" field={company.field} />}
        <button type="submit" className="primary" disabled={busy}>
          {people.doubted.length > 0 ? 'Create it with them anyway' : 'Create channel'}
        </button>
      </form>
    </Dialog>
  )
}
