import type { ChannelId } from '@parley/domain'
import { useClient, useMe } from '../app/client-context.ts'
import { counted } from '../app/names.ts'
import { useAct } from '../app/notices.tsx'
import { fullTime } from '../app/times.ts'
import { MessageBody } from '../message/Body.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { type Pin, usePins } from './use-pins.ts'

interface PinsProps {
  readonly channelId: ChannelId
  readonly mayUnpin: boolean
}

/** What is pinned in the channel; nothing where nothing is. */
export const Pins = ({ channelId, mayUnpin }: PinsProps) => {
  const pins = usePins(channelId) ?? []
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
  const unpin = (): void => void act(client.command({ type: 'UnpinMessage', channelId, messageId }))
  return (
    <li className="pin">
      <b className="sender" dir="auto">
        {senderId}
      </b>
      <MessageBody body={body} senderId={senderId} editedAt={editedAt} me={me} />
      <p className="quiet-words" title={fullTime(pin.pinnedAt)} dir="auto">
        Pinned by {pin.pinnedBy}
      </p>
      {mayUnpin && <IconButton icon="unpin" label={`Unpin ${senderId}’s message`} onClick={unpin} />}
    </li>
  )
}
