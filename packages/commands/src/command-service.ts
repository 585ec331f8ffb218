import { setTimeout } from 'node:timers/promises'
import {
  certain,
  channelDecider,
  channelStream,
  inboxDecider,
  inboxStream,
  markReadReads,
  memberKey,
  Position,
  Revision,
} from '@parley/domain'
import type { ChannelCommand, MarkRead, Rejection } from '@parley/domain'
import type { EventStore } from '@parley/event-store'
import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { Accepted, CommandResult } from './accepted.ts'
import { channelResult, channelRules } from './channel-rules.ts'
import type { CommandError } from './errors.ts'
import { inboxRules } from './inbox-rules.ts'
import type { ChannelRowSource, InboxRowSource } from './row-source.ts'
import { type InTime, inTimeOf } from './stream/in-time.ts'
import { streamLimits } from './stream/limits.ts'
import type { StreamLimits } from './stream/limits.ts'
import { Mailboxes } from './stream/mailboxes.ts'
import type { Answer } from './stream/order.ts'
import type { Pause } from './stream/settle.ts'

/** What a command service works on, and how much it keeps and lets wait. */
export interface CommandServiceOptions {
  readonly store: EventStore
  readonly channelRows: ChannelRowSource
  readonly inboxRows: InboxRowSource
  /** The limits of each stream, where they shall not be the usual ones. */
  readonly limits?: Partial<StreamLimits>
  /** The most rows and events that are kept between commands, of channels and of inboxes each. */
  readonly mostWeight?: number
  /** The most streams whose state is kept, of channels and of inboxes each. */
  readonly mostMailboxes?: number
  /** The wait before another try at a log that did not answer; 25 ms and then twice as long each time. */
  readonly pause?: Pause
  /** How long a round of commands is waited for; `limits.answerWithin` unless given. */
  readonly inTime?: InTime
}

/** Carries out commands: any number of these may work on one log, in one process or in many. */
export interface CommandService {
  /** Resolves when the log has the events, or it is certain that there are none to be had. */
  readonly channel: (
    command: ChannelCommand,
    /** What is held against it: it is rejected with this where it would make events. */
    refused?: Rejection,
  ) => TaskEither<CommandError, Accepted>
  readonly inbox: (command: MarkRead) => TaskEither<CommandError, Accepted>
  /** Takes no more commands; resolves when those under way have their answers. The store stays open. */
  readonly close: () => Promise<void>
}

const doubling: Pause = (n) => setTimeout(Math.min(25 * 2 ** n, 1_000))

const accepted = <Key, Row>(
  { revision, position, events }: Answer<Key, Row>,
  result: CommandResult,
): Accepted => ({ revision, position, events, result })

/** What `accepted` says of a stream to who may not read it: nothing of where it stands. */
const nowhere = { revision: certain(Revision, 0), position: certain(Position, 0) }

/**
 * A command service over a log and the projections that decisions take their rows from. Does nothing before the first
 * command.
 */
export const commandService = (options: CommandServiceOptions): CommandService => {
  const { store, channelRows, inboxRows, mostWeight = 400_000, mostMailboxes = 20_000 } = options
  const limits = { ...streamLimits, ...options.limits }
  const inTime = options.inTime ?? inTimeOf(limits.answerWithin)
  const shared = { store, limits, pause: options.pause ?? doubling, inTime, mostWeight, mostMailboxes }
  const channels = new Mailboxes({ ...shared, rules: channelRules, rows: channelRows })
  const inboxes = new Mailboxes({ ...shared, rules: inboxRules, rows: inboxRows })

  return {
    channel: (command, refused) => async () => {
      const { tenantId, channelId, by } = command
      const name = channelStream(tenantId, channelId)
      const keys = channelDecider.reads(command)
      const answer = await channels.submit(
        name,
        { tenantId, channelId },
        { command, keys, by, entry: memberKey(by), ...(refused === undefined ? {} : { refused }) },
      )
      if (E.isLeft(answer)) return answer
      const { events, rows } = answer.right
      // One that made events speaks of these. A repeat, and nothing to do, would speak of what others did since.
      const tells = events > 0 || rows.get(memberKey(by)) !== undefined
      return E.right(
        accepted(tells ? answer.right : { ...answer.right, ...nowhere }, channelResult(command, rows)),
      )
    },

    inbox: (command) => async () => {
      const { tenantId, channelId, by } = command
      const channel = channelStream(tenantId, channelId)
      const reads = markReadReads(command).channel
      const look = await channels.submit(
        channel,
        { tenantId, channelId },
        { command: undefined, keys: reads, by, entry: memberKey(by) },
      )
      if (E.isLeft(look)) return look
      const order = { command, channelRows: look.right.rows }
      const keys = inboxDecider.reads(order)
      const inbox = inboxStream(tenantId, by)
      const answer = await inboxes.submit(
        inbox,
        { tenantId, userId: by },
        { command: order, keys, by, entry: undefined },
      )
      return E.isLeft(answer) ? answer : E.right(accepted(answer.right, {}))
    },

    close: async () => {
      await channels.close()
      await inboxes.close()
    },
  }
}
