import * as E from 'fp-ts/lib/Either.js'
import { enter, readsOfCommand } from '../channel/entry.ts'
import type { CommandOf } from '../kit/command.ts'
import { makes, nothing } from '../kit/decision.ts'
import { addsNobody, channelCommand } from '../streams/channel-command.ts'
import { type ChannelFacts, factsOf } from '../streams/channel-stream.ts'
import { isDone } from '../streams/done-rows.ts'
import type { ChannelMuted, ChannelUnmuted } from './mute-events.ts'
import { channelMuteKey, channelMuteOf } from './mute-rows.ts'
import { overAlready } from './not-over.ts'
import { TypedReason } from './reason.ts'
import { Until } from '../values/until.ts'

const reads = (command: ChannelFacts) => [...readsOfCommand(command), channelMuteKey]

/** MUTE-3, MUTE-5: all but who may mute are kept from saying anything. */
export const MuteChannel = channelCommand(
  'MuteChannel',
  { until: Until, reason: TypedReason },
  {
    reads,
    decide: (command, rows) => {
      if (isDone(rows, command)) return nothing
      const entry = enter(rows, command, 'mute')
      if (E.isLeft(entry)) return entry
      const { until, reason, at } = command
      const rejected = overAlready(until, at)
      if (rejected !== undefined) return rejected
      if (channelMuteOf(rows, at)?.until === until) return nothing
      return makes<ChannelMuted>({ type: 'ChannelMuted', ...factsOf(command), until, reason })
    },
    adds: addsNobody,
  },
)
export type MuteChannel = CommandOf<typeof MuteChannel>

/** MUTE-6: the mute of a channel is taken back by who may mute. */
export const UnmuteChannel = channelCommand(
  'UnmuteChannel',
  {},
  {
    reads,
    decide: (command, rows) => {
      if (isDone(rows, command)) return nothing
      const entry = enter(rows, command, 'mute')
      if (E.isLeft(entry)) return entry
      if (channelMuteOf(rows, command.at) === undefined) return nothing
      return makes<ChannelUnmuted>({ type: 'ChannelUnmuted', ...factsOf(command) })
    },
    adds: addsNobody,
  },
)
export type UnmuteChannel = CommandOf<typeof UnmuteChannel>
