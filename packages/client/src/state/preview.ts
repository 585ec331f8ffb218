import type { Position } from '@parley/domain'
import { type ChannelUpdateEvent, type MessagePreview, previewOf, type Update } from '@parley/contract'
import type { Sent } from './message.ts'

/** How the last message of a conversation begins, and the position up to which that has taken in what happened. */
export interface ShownPreview extends MessagePreview {
  readonly asOf: Position
}

/** How a message begins the moment that it was sent. */
export const beginningOf = (event: Sent, asOf: Position): ShownPreview => ({
  messageId: event.messageId,
  feedId: event.feedId,
  segment: event.segment,
  parentId: event.parentId,
  senderId: event.senderId,
  body: event.body === null ? null : previewOf(event.body),
  sentAt: event.at,
  editedAt: null,
  deletedAt: null,
  deletedBy: null,
  asOf,
})

/** A preview after an update of its channel; the same object where it does not concern it, or is shown already. */
export const foldPreview = (
  preview: ShownPreview,
  { position }: Update,
  event: ChannelUpdateEvent,
): ShownPreview => {
  if (position <= preview.asOf || !('messageId' in event) || event.messageId !== preview.messageId)
    return preview
  if (event.type === 'MessageEdited')
    return {
      ...preview,
      body: event.body === null ? null : previewOf(event.body),
      editedAt: event.at,
      asOf: position,
    }
  return event.type === 'MessageDeleted'
    ? { ...preview, body: null, deletedAt: event.at, deletedBy: event.by, asOf: position }
    : preview
}
