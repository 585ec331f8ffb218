import { isDeepStrictEqual } from 'node:util'
import { channelDecider, channelStream, inboxDecider, inboxStream, markReadReads } from '@parley/domain'
import type {
  ChannelCommand,
  ChannelEvent,
  ChannelKey,
  ChannelStateRow,
  DomainEvent,
  InboxEvent,
  InboxKey,
  InboxStateRow,
  MarkRead,
} from '@parley/domain'
import { decideOn, fold, rowsAt } from '@parley/domain/testing'
import * as E from 'fp-ts/lib/Either.js'
import type { Outcome } from './service.ts'

const streamOf = (event: DomainEvent): string =>
  event.type === 'ReadMarked'
    ? inboxStream(event.tenantId, event.userId)
    : channelStream(event.tenantId, event.channelId)

const channelAfter = (log: ReadonlyArray<DomainEvent>, command: ChannelCommand | MarkRead) => {
  const stream = channelStream(command.tenantId, command.channelId)
  const state = new Map<ChannelKey, ChannelStateRow>()
  const events = log.filter((event): event is ChannelEvent => streamOf(event) === stream)
  fold(channelDecider, state, events)
  return state
}

const inboxAfter = (log: ReadonlyArray<DomainEvent>, command: MarkRead) => {
  const stream = inboxStream(command.tenantId, command.by)
  const state = new Map<InboxKey, InboxStateRow>()
  const events = log.filter((event): event is InboxEvent => streamOf(event) === stream)
  fold(inboxDecider, state, events)
  return state
}

/** What the command comes to where the channel and the inbox are as these logs have them. */
const decideAfter = (
  channelLog: ReadonlyArray<DomainEvent>,
  inboxLog: ReadonlyArray<DomainEvent>,
  command: ChannelCommand | MarkRead,
) => {
  const channel = channelAfter(channelLog, command)
  if (command.type !== 'MarkRead') return decideOn(channelDecider, channel, command)
  const channelRows = rowsAt(channel, markReadReads(command).channel)
  return decideOn(inboxDecider, inboxAfter(inboxLog, command), { command, channelRows })
}

/**
 * Whether an answer is the one that the whole log gives at some moment between the question (when the log had
 * `asked` events) and now; where it made events, at the moment before them.
 */
export const explains = (
  log: ReadonlyArray<DomainEvent>,
  asked: number,
  command: ChannelCommand | MarkRead,
  outcome: Outcome,
): boolean => {
  if (E.isLeft(outcome) && outcome.left._tag !== 'Rejected') return false
  for (let then = asked; then <= log.length; then++) {
    const before = log.slice(0, then)
    // A cursor is decided on a channel as it was a little earlier, and an inbox as it is.
    for (let inboxThen = then; inboxThen <= (command.type === 'MarkRead' ? log.length : then); inboxThen++) {
      const decided = decideAfter(before, log.slice(0, inboxThen), command)
      if (E.isLeft(outcome)) {
        if (
          E.isLeft(decided) &&
          isDeepStrictEqual(outcome.left, { _tag: 'Rejected', rejection: decided.left })
        )
          return true
        continue
      }
      const { position, events } = outcome.right
      if (E.isLeft(decided) || decided.right.length !== events) continue
      // The position of an event in memory is its number, from 1.
      const written = log.slice(position - events, position)
      if (events === 0 || (position - events === inboxThen && isDeepStrictEqual(written, decided.right)))
        return true
    }
  }
  return false
}
