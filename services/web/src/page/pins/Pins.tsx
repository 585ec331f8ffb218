import { useRef } from 'react'
import { useClient, useMe } from '../app/client-context.ts'
import { counted } from '../app/names.ts'
import { useAct } from '../app/notices.tsx'
import { fullTime } from '../app/times.ts'
import { MessageBody } from '../message/Body.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { useFocusOn } from '../ui/use-focus-on.ts'
import { type Pin, usePins } from './pins-context.ts'
import { Called } from '../people/Called.tsx'

interface PinsProps {
  readonly mayUnpin: boolean
}

/** What is pinned in the channel; nothing where nothing is. */
export const Pins = ({ mayUnpin }: PinsProps) => {
  const pins = [...usePins().values()]
  if (pins.length === 0) return null
  return (
    <section className="pins" aria-label="Pinned">
      <h3>{counted(pins.length, 'pinned message')}</h3>
      <ul>
        {pins.map((pin) => (
          <PinRow key={pin.message.messageId} pin={pin} mayUnpin={mayUnpin} />
        ))}
      </ul>
    </section>
  )
}

const PinRow = ({ pin, mayUnpin }: { readonly pin: Pin; readonly mayUnpin: boolean }) => {
  const client = useClient()
  const act = useAct()
  const me = useMe()
  const { channelId, messageId, senderId, body, editedAt } = pin.message
  const row = useRef<HTMLLIElement>(null)
  useFocusOn(row, '.details .bar button')
  const unpin = (): void => void act(client.command({ type: 'UnpinMessage', channelId, messageId }))
  return (
    <li className="pin" ref={row}>
      <b className="sender" dir="auto">
        <Called userId={senderId} />
      </b>
      {/* A long text is scrolled through, by the keyboard too. */}
      <div className="pin-body" role="group" aria-label={`${senderId}’s message`} tabIndex={0}>
        <MessageBody body={body} senderId={senderId} editedAt={editedAt} me={me} />
      </div>
      <p className="quiet-words" title={fullTime(pin.pinnedAt)} dir="auto">
        Pinned by {pin.pinnedBy}
      </p>
      {mayUnpin && <IconButton icon="unpin" label={`Unpin ${senderId}’s message`} onClick={unpin} />}
    </li>
  )
}
