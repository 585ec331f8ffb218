import { ChannelId, MessageId, Position, ReactionName, TenantId, UserId } from '@parley/domain'
import { column, table } from '@parley/projection'
import { byChannel } from '../within-channel.ts'

/** Reactions that stand. Those of a deleted message stay and are not shown: the deletion does not name them. */
export const reactions = table({
  name: 'reactions',
  columns: {
    tenant_id: column('text', TenantId),
    channel_id: column('uuid', ChannelId),
    message_id: column('uuid', MessageId),
    name: column('text', ReactionName),
    user_id: column('text', UserId),
    /** Of the event, which gives the order among them. */
    position: column('bigint', Position),
  },
  key: ['tenant_id', 'channel_id', 'message_id', 'name', 'user_id'],
  clearedBy: byChannel,
})
