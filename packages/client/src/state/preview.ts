import type { Body, Position } from '@parley/domain'
import { type MessagePreview, previewOf, type Update } from '@parley/contract'
import type { ShownMessage } from './message.ts'

/** How the last message of a conversation begins, and the position up to which that has taken in what happened. */
export interface ShownPreview extends MessagePreview {
  readonly asOf: Position
}

const begins = (body: Body | null): MessagePreview['body'] => (body === null ? null : previewOf(body))

/** How a message begins. */
export const beginningOf = ({
  channelId: _channelId,
  clientMessageId: _clientMessageId,
  replyCount: _replyCount,
  lastReplyAt: _lastReplyAt,
  reactions: _reactions,
  metadata: _metadata,
  tags: _tags,
  mentions: _mentions,
  ...shown
}: ShownMessage): ShownPreview => ({ ...shown, body: begins(shown.body) })

/** A preview after an update of its channel; the same object where it does not concern it, or is shown already. */
export const foldPreview = (preview: ShownPreview, { position, changes }: Update): ShownPreview => {
  if (position <= preview.asOf) return preview
  return changes.reduce<ShownPreview>((shown, change) => {
    if (change.row !== 'message' || change.messageId !== preview.messageId || change.patch === undefined)
      return shown
    const {
      clientMessageId: _clientMessageId,
      lastReplyAt: _lastReplyAt,
      metadata: _metadata,
      tags: _tags,
      mentions: _mentions,
      body,
      ...patch
    } = change.patch
    return { ...shown, ...patch, body: body === undefined ? shown.body : begins(body), asOf: position }
  }, preview)
}
