import {
  ChannelId,
  channelStreams,
  type EventIn,
  FileId,
  FilePart,
  fileParts,
  filesIn,
  MessageId,
  TenantId,
  UserId,
} from '@parley/domain'
import { column, nothing, operations, readModelOf, table } from '@parley/projection'
import type { Projection } from '@parley/projection'
import { byChannel, withinChannel } from '../within-channel.ts'

/**
 * Which messages name which files, and who sent them. That a message was deleted stands in `messages` alone: a file
 * counts as named where the message stands.
 */
const fileReferences = table({
  name: 'file_references',
  columns: {
    tenant_id: column('text', TenantId),
    channel_id: column('uuid', ChannelId),
    message_id: column('uuid', MessageId),
    part: column('text', FilePart),
    file_id: column('text', FileId),
    sender_id: column('text', UserId),
  },
  key: ['message_id', 'part'],
  clearedBy: byChannel,
  indexes: { by_file: '(tenant_id, file_id)' },
})

const { put, remove } = operations(fileReferences)

const project: Projection<EventIn<'channel'>> = ({ event }) => {
  if (event.type !== 'MessageSent' && event.type !== 'MessageEdited') return nothing
  // What is edited keeps its kind: what named files does so now, and what named none names none.
  const files = filesIn(event.body)
  if (files === undefined) return nothing
  return fileParts.flatMap((part) => {
    const key = { message_id: event.messageId, part }
    const file_id = files[part]
    if (file_id === undefined) return event.type === 'MessageEdited' ? [remove(key)] : []
    const { tenantId: tenant_id, channelId: channel_id, senderId: sender_id } = event
    return [put({ ...key, tenant_id, channel_id, file_id, sender_id })]
  })
}

/** Nothing of it is public: a message says itself what it names. */
export const fileReferencesModel = readModelOf(channelStreams, {
  table: fileReferences,
  version: 1,
  project: withinChannel(fileReferences, project),
})
