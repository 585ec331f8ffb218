import { nothing, operations } from '@parley/projection'
import type { Projection, ReadModel } from '@parley/projection'
import { commands } from './table.ts'

const { put } = operations(commands)

const project: Projection = ({ event }) =>
  event.type === 'ReadMarked' || event.type === 'MessageSent'
    ? nothing
    : [
        put({
          tenant_id: event.tenantId,
          channel_id: event.channelId,
          user_id: event.by,
          command_id: event.commandId,
        }),
      ]

export const commandsModel: ReadModel = { table: commands, version: 1, project }
