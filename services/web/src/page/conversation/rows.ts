import type { ShownMessage } from '@parley/client'
import type { Segment, UserId } from '@parley/domain'
import { dayOf } from '../app/times.ts'

/** A message as a timeline shows it. */
export interface Row {
  readonly message: ShownMessage
  /** The first of its day. */
  readonly newDay: boolean
  /** The first of others' that one has not read. */
  readonly firstUnread: boolean
  /** Goes on from the one above: the same person, shortly after. */
  readonly continued: boolean
}

/** How far apart messages of one person still stand together, in milliseconds. */
const together = 5 * 60_000

/**
 * Lays out messages, oldest first; `readTo` null where there is nothing unread to tell apart. Where the last that was
 * read is before all of these, so is the first that is new, and no line says otherwise.
 */
export const rowsOf = (
  { messages, more }: { readonly messages: ReadonlyArray<ShownMessage>; readonly more: boolean },
  readTo: Segment | null,
  me: UserId | null,
): ReadonlyArray<Row> => {
  let divided = readTo === null || (more && (messages[0]?.segment ?? 0) > readTo)
  return messages.map((message, index) => {
    const before = messages[index - 1]
    const newDay = before === undefined || dayOf(before.sentAt) !== dayOf(message.sentAt)
    const firstUnread = !divided && readTo !== null && message.segment > readTo && message.senderId !== me
    divided ||= firstUnread
    const continued = before !== undefined && !newDay && !firstUnread && belongs(before, message)
    return { message, newDay, firstUnread, continued }
  })
}

const belongs = (before: ShownMessage, message: ShownMessage): boolean =>
  before.senderId === message.senderId &&
  before.body?.kind !== 'action' &&
  message.body?.kind !== 'action' &&
  before.replyCount === 0 &&
  Date.parse(message.sentAt) - Date.parse(before.sentAt) < together
