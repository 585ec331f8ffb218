import {
  CommandId,
  type EventIn,
  rowChangesOf,
  selfDoneRows,
  TenantId,
  UserId,
  userStreams,
} from '@parley/domain'
import { column, decisionRow, nothing, operations, readModelOf, table } from '@parley/projection'
import type { Projection } from '@parley/projection'

/** Commands by which people said something of themselves, by their author's name for them. */
const selfCommands = table({
  name: 'self_commands',
  columns: {
    tenant_id: column('text', TenantId),
    user_id: column('text', UserId),
    command_id: column('text', CommandId),
  },
  key: ['tenant_id', 'user_id', 'command_id'],
})

const { put } = operations(selfCommands)

/** An event says that its command is done where it does so to decisions. */
const project: Projection<EventIn<'user'>> = ({ event }) =>
  rowChangesOf(event).some(({ key }) => key.kind === selfDoneRows.kind)
    ? [put({ tenant_id: event.tenantId, user_id: event.userId, command_id: event.commandId })]
    : nothing

export const selfCommandsModel = readModelOf(userStreams, {
  table: selfCommands,
  version: 1,
  project,
  decisions: [
    decisionRow(selfDoneRows, {
      table: selfCommands,
      by: ['command_id'],
      columns: [],
      row: () => ({ kind: 'selfDone' }),
    }),
  ],
})
