import type { ChannelCommand } from '../commands/channel-command.ts'
import type { Decider } from '../decider.ts'
import type { ChannelEvent } from '../events/channel-event.ts'
import type { Rejection } from '../rejections/rejection.ts'
import { decide } from './decide.ts'
import { evolve } from './evolve.ts'
import { reads } from './reads.ts'
import type { ChannelKey, ChannelStateRow } from './rows.ts'
import { touches } from './touches.ts'

/** The rules of a channel's stream. */
export const channelDecider: Decider<ChannelCommand, ChannelEvent, Rejection, ChannelKey, ChannelStateRow> = {
  reads,
  decide,
  touches,
  evolve,
}
