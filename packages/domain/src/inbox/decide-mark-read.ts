import * as E from 'fp-ts/lib/Either.js'
import { rejects } from '../channel/decision.ts'
import { enter } from '../channel/entry.ts'
import { lastSegmentOf, messageOf } from '../channel/look-up.ts'
import { type ChannelKey, type ChannelRows, memberKey, messageKey } from '../channel/rows.ts'
import type { MarkRead } from '../commands/mark-read.ts'
import type { InboxEvent } from '../events/inbox-event.ts'
import type { Rejection } from '../rejections/rejection.ts'
import { rowOf } from '../rows.ts'
import { cursorKey, type InboxKey, type InboxRows, partOf } from './rows.ts'

/** The keys that marking read looks at: of the channel, as its own stream has it, and of the inbox. */
export interface MarkReadReads {
  readonly channel: ReadonlyArray<ChannelKey>
  readonly inbox: ReadonlyArray<InboxKey>
}

/** The keys that `decideMarkRead` has to be given rows for. */
export const markReadReads = (command: MarkRead): MarkReadReads => ({
  channel: [
    'channel',
    memberKey(command.by),
    ...(typeof command.parentId === 'string' ? [messageKey(command.parentId)] : []),
  ],
  inbox: [...new Set(['all', partOf(command)] as const)].map((part) =>
    cursorKey(command.channelId, command.feedId, part),
  ),
})

/** How far a part of a feed was read, by a mark of its own or by one of the whole feed; -1 where there is none. */
const readToOf = (rows: InboxRows, { channelId, feedId, ...part }: MarkRead): number =>
  Math.max(
    ...(['all', partOf(part)] as const).map(
      (one) => rowOf(rows, cursorKey(channelId, feedId, one))?.readTo ?? -1,
    ),
  )

/**
 * INBOX-1 to INBOX-5, INBOX-10: a cursor goes forwards, as far as its feed. The channel may have moved on since its rows were
 * looked up; a feed never gets shorter, so what was reached then is reached now.
 */
export const decideMarkRead = (
  command: MarkRead,
  inboxRows: InboxRows,
  channelRows: ChannelRows,
): E.Either<Rejection, ReadonlyArray<InboxEvent>> => {
  const { channelId, feedId, segment, parentId } = command
  if (segment <= readToOf(inboxRows, command)) return E.right([])
  const entry = enter(channelRows, command.by)
  if (E.isLeft(entry)) return entry
  const lastSegment = lastSegmentOf(entry.right.channel, feedId)
  if (lastSegment === undefined) return rejects({ _tag: 'FeedNotFound', feedId })
  if (segment > lastSegment) return rejects({ _tag: 'SegmentNotReached', lastSegment })
  if (typeof parentId === 'string') {
    const parent = messageOf(channelRows, parentId)
    if (parent === undefined || parent.feedId !== feedId)
      return rejects({ _tag: 'MessageNotFound', messageId: parentId })
    if (parent.parentId !== null) return rejects({ _tag: 'RepliesDoNotNest', parentId })
  }
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
      ...(parentId === undefined ? {} : { parentId }),
    },
  ])
}
