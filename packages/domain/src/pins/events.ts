import { type EventOf, toWatchers } from '../kit/event.ts'
import { idByCommand } from '../kit/id-by-command.ts'
import { change, type RowChange, type RowKind, rowAt, rowKind, type Rows } from '../kit/row.ts'
import { messageFacts } from '../messages/message-facts.ts'
import { channelEvent } from '../streams/channel-stream.ts'
import { done } from '../streams/done-rows.ts'
import type { FeedId, MessageId } from '../values/ids.ts'

/** The messages that are pinned in the channel. A channel without any has no such row. */
export interface PinsRow {
  readonly kind: 'pins'
  /** Each with its feed: what is pinned of one that was deleted is so no more. */
  readonly feedByMessage: ReadonlyMap<MessageId, FeedId>
}

export const pinsRows: RowKind<PinsRow, []> = rowKind('channel', 'pins', 0)

/** The key of all that is pinned in the channel. */
export const pinsKey = pinsRows.key()

/** The messages that are pinned. */
export const pinnedIn = (rows: Rows): ReadonlyMap<MessageId, FeedId> =>
  rowAt(rows, pinsKey)?.feedByMessage ?? new Map()

/** A message is pinned from now on. */
export const pinned = (messageId: MessageId, feedId: FeedId): RowChange =>
  change(
    pinsKey,
    (row): PinsRow => ({
      kind: 'pins',
      feedByMessage: new Map(row?.feedByMessage).set(messageId, feedId),
    }),
  )

/** A message, if it was pinned, is so no more. */
export const unpinned = (messageId: MessageId): RowChange =>
  change(pinsKey, (row): PinsRow | undefined => {
    const feedByMessage = new Map(row?.feedByMessage)
    feedByMessage.delete(messageId)
    return feedByMessage.size === 0 ? undefined : { kind: 'pins', feedByMessage }
  })

const told = { version: 1, upcasters: [], audience: toWatchers, id: idByCommand } as const

/** A message was pinned: everybody in the channel finds it among what is pinned there. */
export const MessagePinned = channelEvent('MessagePinned', messageFacts, {
  ...told,
  says: {},
  takesBack: undefined,
  rows: (event) => [pinned(event.messageId, event.feedId), done(event)],
})
export type MessagePinned = EventOf<typeof MessagePinned>

/** A message was taken from what is pinned. One that is deleted goes from there by itself. */
export const MessageUnpinned = channelEvent('MessageUnpinned', messageFacts, {
  ...told,
  says: {},
  takesBack: undefined,
  rows: (event) => [unpinned(event.messageId), done(event)],
})
export type MessageUnpinned = EventOf<typeof MessageUnpinned>
