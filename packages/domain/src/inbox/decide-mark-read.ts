import * as E from 'fp-ts/lib/Either.js'
import { rejects } from '../channel/decision.ts'
import { enter } from '../channel/entry.ts'
import { lastSegmentOf } from '../channel/look-up.ts'
import { type ChannelKey, type ChannelRows, memberKey } from '../channel/rows.ts'
import type { MarkRead } from '../commands/mark-read.ts'
import type { InboxEvent } from '../events/inbox-event.ts'
import type { Rejection } from '../rejections/rejection.ts'
import { rowOf } from '../rows.ts'
import { cursorKey, type InboxKey, type InboxRows } from './rows.ts'

/** The keys that marking read looks at: of the channel, as its own stream has it, and of the inbox. */
export interface MarkReadReads {
  readonly channel: ReadonlyArray<ChannelKey>
  readonly inbox: ReadonlyArray<InboxKey>
}

/** The keys that `decideMarkRead` has to be given rows for. */
export const markReadReads = (command: MarkRead): MarkReadReads => ({
  channel: ['channel', memberKey(command.by)],
  inbox: [cursorKey(command.channelId, command.feedId)],
})

/**
 * INBOX-1 to INBOX-5: a cursor goes forwards, as far as its feed. The channel may have moved on since its rows were
 * looked up; a feed never gets shorter, so what was reached then is reached now.
 */
export const decideMarkRead = (
  command: MarkRead,
  inboxRows: InboxRows,
  channelRows: ChannelRows,
): E.Either<Rejection, ReadonlyArray<InboxEvent>> => {
  const { channelId, feedId, segment } = command
  const cursor = rowOf(inboxRows, cursorKey(channelId, feedId))
  if (cursor !== undefined && segment <= cursor.readTo) return E.right([])
  const entry = enter(channelRows, command.by)
  if (E.isLeft(entry)) return entry
  const lastSegment = lastSegmentOf(entry.right.channel, feedId)
  if (lastSegment === undefined) return rejects({ _tag: 'FeedNotFound', feedId })
  if (segment > lastSegment) return rejects({ _tag: 'SegmentNotReached', lastSegment })
  if (segment === 0) return E.right([])
  return E.right([
    {
      type: 'ReadMarked',
      tenantId: command.tenantId,
      userId: command.by,
      commandId: command.commandId,
      at: command.at,
      channelId,
      feedId,
      segment,
    },
  ])
}
