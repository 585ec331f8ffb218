import { ChannelId, channelStreams, type EventIn, MessageId, Revision, TenantId } from '@parley/domain'
import { column, nothing, operations, type Projection, readModelOf, table } from '@parley/projection'
import { byChannel, withinChannel } from '../within-channel.ts'

/** Where in its channel's stream each message was written anew. What it said stands there, and is not kept here. */
const edits = table({
  name: 'edits',
  columns: {
    tenant_id: column('text', TenantId),
    channel_id: column('uuid', ChannelId),
    message_id: column('uuid', MessageId),
    revision: column('bigint', Revision),
  },
  key: ['message_id', 'revision'],
  clearedBy: byChannel,
})

const { put } = operations(edits)

const project: Projection<EventIn<'channel'>> = ({ event, revision }) =>
  event.type === 'MessageEdited'
    ? [put({ tenant_id: event.tenantId, channel_id: event.channelId, message_id: event.messageId, revision })]
    : nothing

export const editsModel = readModelOf(channelStreams, {
  table: edits,
  version: 1,
  project: withinChannel(edits, project),
  decisions: [],
})
