import type { Position } from '@parley/domain'
import { type MessagePreview, previewOf, type Update } from '@parley/contract'
import type { ShownMessage } from './message.ts'

/** How the last message of a conversation begins, and the position up to which that has taken in what happened. */
export interface ShownPreview extends MessagePreview {
  readonly asOf: Position
}

/** How a message begins. */
export const beginningOf = ({
  messageId,
  feedId,
  segment,
  parentId,
  senderId,
  body,
  sentAt,
  editedAt,
  deletedAt,
  deletedBy,
  asOf,
}: ShownMessage): ShownPreview => ({
  messageId,
  feedId,
  segment,
  parentId,
  senderId,
  body: body === null ? null : previewOf(body),
  sentAt,
  editedAt,
  deletedAt,
  deletedBy,
  asOf,
})

/** A preview after an update of its channel; the same object where it does not concern it, or is shown already. */
export const foldPreview = (preview: ShownPreview, { position, changes }: Update): ShownPreview => {
  if (position <= preview.asOf) return preview
  return changes.reduce<ShownPreview>((shown, change) => {
    if (change.row !== 'message' || change.messageId !== preview.messageId || change.patch === undefined)
      return shown
    const { body } = change.patch
    const {
      editedAt = shown.editedAt,
      deletedAt = shown.deletedAt,
      deletedBy = shown.deletedBy,
    } = change.patch
    const begins = body === undefined ? shown.body : body === null ? null : previewOf(body)
    return { ...shown, body: begins, editedAt, deletedAt, deletedBy, asOf: position }
  }, preview)
}
