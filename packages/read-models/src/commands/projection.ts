import { channelStreams, doneRows, rowChangesOf } from '@parley/domain'
import type { ChannelEvent } from '@parley/domain'
import { nothing, operations, readModelOf } from '@parley/projection'
import type { Projection } from '@parley/projection'
import { decisions } from './decisions.ts'
import { commands } from './table.ts'
import { withinChannel } from '../within-channel.ts'

const { put } = operations(commands)

/** An event says that its command is done where it does so to decisions. */
const project: Projection<ChannelEvent> = ({ event }) =>
  rowChangesOf(event).some(({ key }) => key.kind === doneRows.kind)
    ? [
        put({
          tenant_id: event.tenantId,
          channel_id: event.channelId,
          user_id: event.by,
          command_id: event.commandId,
        }),
      ]
    : nothing

export const commandsModel = readModelOf(channelStreams, {
  table: commands,
  version: 1,
  project: withinChannel(commands, project),
  decisions,
})
