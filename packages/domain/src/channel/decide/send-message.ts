import * as E from 'fp-ts/lib/Either.js'
import type { SendMessage } from '../../commands/send-message.ts'
import type { FeedId, MessageId } from '../../ids.ts'
import { segmentAfter } from '../../numbers.ts'
import type { Rejection } from '../../rejections/rejection.ts'
import { isAtLeast } from '../../roles.ts'
import { type Decision, makes, nothing, rejects } from '../decision.ts'
import { enterToChange } from '../entry.ts'
import { lastSegmentOf, messageOf } from '../look-up.ts'
import type { ChannelRows } from '../rows.ts'

const noReplyTo = (parentId: MessageId, feedId: FeedId, rows: ChannelRows): Rejection | undefined => {
  const parent = messageOf(rows, parentId)
  if (parent === undefined || parent.feedId !== feedId) {
    return { _tag: 'MessageNotFound', messageId: parentId }
  }
  if (parent.parentId !== null) return { _tag: 'RepliesDoNotNest', parentId }
  return parent.deleted ? { _tag: 'MessageIsDeleted', messageId: parentId } : undefined
}

/** MSG-1 to MSG-6: a message takes the next segment of its feed. Written out, not spread: nothing runs as often. */
export const sendMessage = (command: SendMessage, rows: ChannelRows): Decision => {
  // The id derives from the sender and their name for it, so a message that is there is this one.
  if (messageOf(rows, command.messageId) !== undefined) return nothing
  const entry = enterToChange(rows, command.by)
  if (E.isLeft(entry)) return entry
  const { channel, role } = entry.right
  if (channel.channelType === 'broadcast' && !isAtLeast(role, 'moderator')) {
    return rejects({ _tag: 'RoleTooLow', needs: 'moderator' })
  }
  const lastSegment = lastSegmentOf(channel, command.feedId)
  if (lastSegment === undefined) return rejects({ _tag: 'FeedNotFound', feedId: command.feedId })
  if (command.parentId !== null) {
    const rejection = noReplyTo(command.parentId, command.feedId, rows)
    if (rejection !== undefined) return rejects(rejection)
  }
  return makes({
    type: 'MessageSent',
    tenantId: command.tenantId,
    channelId: command.channelId,
    by: command.by,
    commandId: command.commandId,
    at: command.at,
    messageId: command.messageId,
    senderId: command.by,
    feedId: command.feedId,
    segment: segmentAfter(lastSegment),
    parentId: command.parentId,
    body: command.body,
  })
}
