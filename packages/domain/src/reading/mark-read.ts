import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { enter } from '../channel/entry.ts'
import { readsOfFeed, segmentOfKept } from '../feeds/rows.ts'
import { commandDefinition, type CommandOf } from '../kit/command.ts'
import { makes, nothing, rejects } from '../kit/decision.ts'
import { rowAt, type Rows } from '../kit/row.ts'
import type { MessageRejection } from '../messages/rejections.ts'
import { messageKey, messageOf } from '../messages/rows.ts'
import { inInbox, inItsChannel } from '../streams/inbox-command.ts'
import type { Author } from '../values/author.ts'
import { ChannelId, CommandId, FeedId, MessageId } from '../values/ids.ts'
import { Segment } from '../values/numbers.ts'
import type { ReadMarked } from './events.ts'
import { partOf } from './part.ts'
import { cursorKey } from './rows.ts'

const wire = t.exact(
  t.intersection([
    t.type({
      type: t.literal('MarkRead'),
      commandId: CommandId,
      channelId: ChannelId,
      feedId: FeedId,
      segment: Segment,
    }),
    /** Absent: all of the feed; null: what stands at the top of threads; an id: the replies to it. */
    t.partial({ parentId: t.union([MessageId, t.null]) }),
  ]),
  'MarkRead',
)
type Wire = t.TypeOf<typeof wire>
type Given = Wire & Author

/** The feed has not come to that segment yet. */
export const SegmentNotReached = t.strict(
  {
    _tag: t.literal('SegmentNotReached'),
    /** The last segment of the feed. */
    lastSegment: Segment,
  },
  'SegmentNotReached',
)
export type SegmentNotReached = t.TypeOf<typeof SegmentNotReached>

/** The cursors that count for a part of a feed: its own, and that of the whole. */
const cursorsOf = ({ channelId, feedId, ...part }: Pick<Wire, 'channelId' | 'feedId' | 'parentId'>) =>
  [...new Set(['all', partOf(part)] as const)].map((one) => cursorKey(channelId, feedId, one))

/** How far a part of a feed was read, by a mark of its own or by one of the whole feed; -1 where there is none. */
const readToOf = (rows: Rows, command: Wire): number =>
  Math.max(...cursorsOf(command).map((key) => rowAt(rows, key)?.readTo ?? -1))

/**
 * Say that one has read a feed, or a part of it, up to a segment: a command for one's own inbox. INBOX-1 to INBOX-5,
 * INBOX-10, INBOX-11: a cursor goes forwards, as far as its feed. The channel may have moved on since its rows were looked up; a
 * feed never gets shorter, so what was reached then is reached now; what is marked of one that was deleted counts nowhere.
 */
export const MarkRead = commandDefinition('MarkRead', wire, {
  complete: ({ tenantId, by, at }: Author, given: Wire): Given => ({ ...given, tenantId, by, at }),
  ...inInbox,
  reads: cursorsOf,
  elsewhere: (command: Given) =>
    inItsChannel(
      command,
      ...readsOfFeed(command.feedId),
      ...(typeof command.parentId === 'string' ? [messageKey(command.parentId)] : []),
    ),
  decide: (command: Given, rows: Rows, channelRows: Rows) => {
    const { channelId, feedId, segment, parentId } = command
    if (segment <= readToOf(rows, command)) return nothing
    const entry = enter(channelRows, command, 'read')
    if (E.isLeft(entry)) return entry
    const kept = segmentOfKept(channelRows, entry.right.channel, feedId)
    if (E.isLeft(kept)) return kept
    const lastSegment = kept.right
    if (segment > lastSegment) return rejects<SegmentNotReached>({ _tag: 'SegmentNotReached', lastSegment })
    if (typeof parentId === 'string') {
      const parent = messageOf(channelRows, parentId)
      if (parent === undefined || parent.feedId !== feedId)
        return rejects<MessageRejection>({ _tag: 'MessageNotFound', messageId: parentId })
      if (parent.parentId !== null) return rejects<MessageRejection>({ _tag: 'RepliesDoNotNest', parentId })
    }
    if (segment === 0) return nothing
    return makes<ReadMarked>({
      type: 'ReadMarked',
      tenantId: command.tenantId,
      userId: command.by,
      commandId: command.commandId,
      at: command.at,
      channelId,
      feedId,
      segment,
      ...(parentId === undefined ? {} : { parentId }),
    })
  },
})
export type MarkRead = CommandOf<typeof MarkRead>
