import {
  ChannelId,
  CommandId,
  type EventIn,
  inboxStreams,
  ownDoneRows,
  rowChangesOf,
  TenantId,
  UserId,
} from '@parley/domain'
import { column, decisionRow, nothing, operations, readModelOf, table } from '@parley/projection'
import type { Projection } from '@parley/projection'

/** Commands that made events in an inbox, by their author's name for them in a channel. Marks of reading need none. */
const ownCommands = table({
  name: 'own_commands',
  columns: {
    tenant_id: column('text', TenantId),
    user_id: column('text', UserId),
    channel_id: column('uuid', ChannelId),
    command_id: column('text', CommandId),
  },
  key: ['tenant_id', 'user_id', 'channel_id', 'command_id'],
})

const { put } = operations(ownCommands)

/** An event says that its command is done where it does so to decisions. */
const project: Projection<EventIn<'inbox'>> = ({ event }) =>
  rowChangesOf(event).some(({ key }) => key.kind === ownDoneRows.kind)
    ? [
        put({
          tenant_id: event.tenantId,
          user_id: event.userId,
          channel_id: event.channelId,
          command_id: event.commandId,
        }),
      ]
    : nothing

export const ownCommandsModel = readModelOf(inboxStreams, {
  table: ownCommands,
  version: 1,
  project,
  decisions: [
    decisionRow(ownDoneRows, {
      table: ownCommands,
      by: ['channel_id', 'command_id'],
      columns: [],
      row: () => ({ kind: 'ownDone' }),
    }),
  ],
})
