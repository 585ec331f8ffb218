import type { Cause } from '@parley/contract'
import type { ToldEvent } from '@parley/domain'

/** What is said of an event beside what it changed: nothing of it can be taken back. */
export const causeOf = (event: ToldEvent): Cause => {
  const { type, at, commandId } = event
  const by = 'by' in event ? event.by : event.userId
  // A message that is sent is told whole, with its command's name: there is no need to say twice which it is.
  if (event.type === 'MessageSent') return { type, at, by }
  if (!('messageId' in event)) return { type, at, by, commandId }
  const { messageId, senderId, feedId, segment, parentId } = event
  return { type, at, by, commandId, message: { messageId, senderId, feedId, segment, parentId } }
}
