import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { channelOf, lastSegmentOf } from '../channel/rows.ts'
import type { CommandOf } from '../kit/command.ts'
import { makes, nothing, rejects } from '../kit/decision.ts'
import type { RowKey, Rows } from '../kit/row.ts'
import {
  type AboutMessage,
  messageFor,
  messageThatStands,
  readsOfMessage,
} from '../messages/about-message.ts'
import { messageFactsOf } from '../messages/message-facts.ts'
import { addsNobody, channelCommand } from '../streams/channel-command.ts'
import { factsOf } from '../streams/channel-stream.ts'
import { isDone } from '../streams/done-rows.ts'
import { type FeedId, MessageId } from '../values/ids.ts'
import { type MessagePinned, type MessageUnpinned, pinnedIn, pinsKey } from './events.ts'

/** The most messages that are pinned in one channel. */
export const maxPins = 100

/** As many messages are pinned in the channel as may be. */
export const TooManyPins = t.strict({ _tag: t.literal('TooManyPins'), most: t.number }, 'TooManyPins')
export type TooManyPins = t.TypeOf<typeof TooManyPins>

const reads = (command: AboutMessage): ReadonlyArray<RowKey> => [...readsOfMessage(command), pinsKey]

/** How many messages are pinned, of those whose feed stands. */
const pinnedNow = (rows: Rows): number => {
  const channel = channelOf(rows)
  const stands = (feedId: FeedId): boolean =>
    channel !== undefined && lastSegmentOf(channel, feedId) !== undefined
  return [...pinnedIn(rows).values()].filter(stands).length
}

/** PIN-1, PIN-2, PIN-4: a message that stands is pinned, by who may, once, where there is room. */
export const PinMessage = channelCommand(
  'PinMessage',
  { messageId: MessageId },
  {
    reads,
    decide: (command, rows) => {
      if (isDone(rows, command)) return nothing
      const message = messageThatStands(rows, command, 'pin')
      if (E.isLeft(message)) return message
      const { messageId } = command
      const pins = pinnedIn(rows)
      if (pins.has(messageId)) return nothing
      if (pinnedNow(rows) >= maxPins) return rejects<TooManyPins>({ _tag: 'TooManyPins', most: maxPins })
      return makes<MessagePinned>({
        type: 'MessagePinned',
        ...factsOf(command),
        ...messageFactsOf(messageId, message.right),
      })
    },
    adds: addsNobody,
  },
)
export type PinMessage = CommandOf<typeof PinMessage>

/** PIN-3: what is pinned is unpinned, by who may pin. */
export const UnpinMessage = channelCommand(
  'UnpinMessage',
  { messageId: MessageId },
  {
    reads,
    decide: (command, rows) => {
      if (isDone(rows, command)) return nothing
      const message = messageFor(rows, command, 'pin')
      if (E.isLeft(message)) return message
      const { messageId } = command
      if (!pinnedIn(rows).has(messageId)) return nothing
      return makes<MessageUnpinned>({
        type: 'MessageUnpinned',
        ...factsOf(command),
        ...messageFactsOf(messageId, message.right),
      })
    },
    adds: addsNobody,
  },
)
export type UnpinMessage = CommandOf<typeof UnpinMessage>
