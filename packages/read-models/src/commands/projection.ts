import { doneRows, isEventIn, rowChangesOf } from '@parley/domain'
import { nothing, operations } from '@parley/projection'
import type { Projection, ReadModel } from '@parley/projection'
import { decisions } from './decisions.ts'
import { commands } from './table.ts'

const { put } = operations(commands)

/** An event says that its command is done where it does so to decisions. */
const project: Projection = ({ event }) =>
  isEventIn('channel', event) && rowChangesOf(event).some(({ key }) => key.kind === doneRows.kind)
    ? [
        put({
          tenant_id: event.tenantId,
          channel_id: event.channelId,
          user_id: event.by,
          command_id: event.commandId,
        }),
      ]
    : nothing

export const commandsModel: ReadModel = { table: commands, version: 1, project, decisions }
