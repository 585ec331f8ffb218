import { ChannelId, CommandId, TenantId, UserId } from '@parley/domain'
import { column, table } from '@parley/projection'
import { byChannel } from '../within-channel.ts'

/**
 * Commands that made events in a channel, by their author's name for them, so that decisions carry none out again.
 * A message sent is not among them: its own id says that it was.
 */
export const commands = table({
  name: 'commands',
  columns: {
    tenant_id: column('text', TenantId),
    channel_id: column('uuid', ChannelId),
    user_id: column('text', UserId),
    command_id: column('text', CommandId),
  },
  key: ['tenant_id', 'channel_id', 'user_id', 'command_id'],
  clearedBy: byChannel,
})
