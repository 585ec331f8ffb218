import type { ChannelEvent } from '../../events/channel-event.ts'
import type { MessageRow } from '../rows.ts'

/** A message after an event about it. It stays when it is deleted: its segment and its name are taken for good. */
export const evolveMessage = (row: MessageRow | undefined, event: ChannelEvent): MessageRow | undefined => {
  if (event.type === 'MessageSent') {
    return {
      kind: 'message',
      senderId: event.senderId,
      feedId: event.feedId,
      segment: event.segment,
      parentId: event.parentId,
      body: event.body,
      deleted: false,
    }
  }
  if (row === undefined) return undefined
  if (event.type === 'MessageEdited') return { ...row, body: event.body }
  return event.type === 'MessageDeleted' ? { ...row, body: null, deleted: true } : row
}
