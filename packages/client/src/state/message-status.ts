import type { MemberReceipts } from '@parley/contract'
import type { ClientState, PendingMessage } from './client-state.ts'
import type { ShownMessage } from './message.ts'

/** How far a message has come, of those that one sends. */
export type MessageStatus = 'sending' | 'sent' | 'delivered' | 'read' | 'failed'

const statuses: ReadonlySet<string> = new Set(['sent', 'delivered', 'read', 'failed'])

/** A status that was kept as text; `sending` where it is none that is known. */
export const statusFrom = (text: string): MessageStatus =>
  statuses.has(text) ? (text as MessageStatus) : 'sending'

/** Whether the server has the message. */
export const isSent = (status: MessageStatus): boolean => status !== 'sending' && status !== 'failed'

/** Whether all others have it, read or not. */
export const isDelivered = (status: MessageStatus): boolean => status === 'delivered' || status === 'read'

type SaidAt = Pick<ShownMessage, 'feedId' | 'segment' | 'parentId'>
type Reached = MemberReceipts['read'][number]

const isUpTo = ({ feedId, segment }: SaidAt, mark: Reached): boolean =>
  mark.feedId === feedId && mark.readTo >= segment

const hasRead = ({ read }: MemberReceipts, message: SaidAt): boolean =>
  read.some(
    (mark) =>
      isUpTo(message, mark) &&
      (mark.part === 'all' ||
        (mark.part === 'top' ? message.parentId === null : mark.parentId === message.parentId)),
  )

/** What was read has come, and with what stands at the top of threads the replies in between. */
const has = (one: MemberReceipts, message: SaidAt): boolean =>
  (one.delivered[message.feedId] ?? 0) >= message.segment ||
  one.read.some((mark) => mark.part === 'top' && isUpTo(message, mark)) ||
  hasRead(one, message)

/**
 * How far a message has come. It is `delivered`, or `read`, when all others have it, or have read it, who were members when
 * it was sent and let it be known; of two people that is the other one. Of a channel that is not open, of one with more
 * members than receipts are told in, and where nobody lets it be known, a message is `sent` and no more.
 *
 * @example const ticks = { sending: '…', sent: '✓', delivered: '✓✓', read: '✓✓', failed: '!' }[statusOf(client.state(), message)]
 */
export const statusOf = (
  { timelines }: Pick<ClientState, 'timelines'>,
  message: ShownMessage | PendingMessage,
): MessageStatus => {
  if ('writtenAt' in message) {
    if (message.failure !== null) return 'failed'
    return message.acceptedAt === null ? 'sending' : 'sent'
  }
  let status: MessageStatus = 'sent'
  for (const one of timelines.get(message.channelId)?.receipts.values() ?? []) {
    const wasThere = (one.joinedSegments[message.feedId] ?? 0) < message.segment
    if (one.userId === message.senderId || !wasThere) continue
    if (!has(one, message)) return 'sent'
    if (!hasRead(one, message)) status = 'delivered'
    else if (status === 'sent') status = 'read'
  }
  return status
}
