import * as E from 'fp-ts/lib/Either.js'
import { channelDecider } from '../channel/decider.ts'
import type { ChannelKey, ChannelStateRow } from '../channel/rows.ts'
import type { ChannelCommand } from '../commands/channel-command.ts'
import type { MarkRead } from '../commands/mark-read.ts'
import type { DomainEvent } from '../events/domain-event.ts'
import { markReadReads } from '../inbox/decide-mark-read.ts'
import { inboxDecider } from '../inbox/decider.ts'
import type { InboxKey, InboxStateRow } from '../inbox/rows.ts'
import type { Rejection } from '../rejections/rejection.ts'
import { channelStream, inboxStream } from '../streams.ts'
import { decideOn, fold, rowsAt } from './fold.ts'

export type ChannelState = Map<ChannelKey, ChannelStateRow>
export type InboxState = Map<InboxKey, InboxStateRow>

/** The whole writing side in memory, as simply as can be: all rows of every stream, by the stream's name. */
export interface World {
  readonly channels: Map<string, ChannelState>
  readonly inboxes: Map<string, InboxState>
  /** What happened, in order. */
  readonly events: Array<DomainEvent>
}

export const emptyWorld = (): World => ({ channels: new Map(), inboxes: new Map(), events: [] })

const at = <State>(streams: Map<string, State>, stream: string, empty: State): State => {
  const state = streams.get(stream) ?? empty
  streams.set(stream, state)
  return state
}

/** The rows of a channel's stream; none where there is no such channel. */
export const channelState = (world: World, command: Pick<MarkRead, 'tenantId' | 'channelId'>): ChannelState =>
  at(world.channels, channelStream(command.tenantId, command.channelId), new Map())

/** Decides a command and, where it is accepted, makes what it comes to so. The world is changed in place. */
export const submit = (
  world: World,
  command: ChannelCommand | MarkRead,
): E.Either<Rejection, ReadonlyArray<DomainEvent>> => {
  const channel = channelState(world, command)
  if (command.type === 'MarkRead') {
    const inbox: InboxState = at(world.inboxes, inboxStream(command.tenantId, command.by), new Map())
    const channelRows = rowsAt(channel, markReadReads(command).channel)
    const outcome = decideOn(inboxDecider, inbox, { command, channelRows })
    if (E.isRight(outcome)) {
      fold(inboxDecider, inbox, outcome.right)
      world.events.push(...outcome.right)
    }
    return outcome
  }
  const outcome = decideOn(channelDecider, channel, command)
  if (E.isRight(outcome)) {
    fold(channelDecider, channel, outcome.right)
    world.events.push(...outcome.right)
  }
  return outcome
}

/** All that comes of these commands, one after another, from nothing. */
export const worldAfter = (commands: ReadonlyArray<ChannelCommand | MarkRead>): World => {
  const world = emptyWorld()
  for (const command of commands) submit(world, command)
  return world
}
