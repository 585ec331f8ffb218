import { type MessageStatus, type ShownMessage, statusOf } from '@parley/client'
import { useClientState } from '../app/client-context.ts'
import { Icon, type IconName } from '../ui/Icon.tsx'

const shown: Readonly<Record<MessageStatus, readonly [icon: IconName, words: string]>> = {
  sending: ['check', 'Sending'],
  sent: ['check', 'Sent'],
  delivered: ['checks', 'Delivered'],
  read: ['checks', 'Read'],
  failed: ['close', 'Not sent'],
}

/** How far a message of one's own has come. */
export const Ticks = ({ message }: { readonly message: ShownMessage }) => {
  const status = useClientState((state) => statusOf(state, message))
  const [icon, words] = shown[status]
  return (
    <span className="ticks" data-status={status} role="img" aria-label={words} title={words}>
      <Icon name={icon} />
    </span>
  )
}
