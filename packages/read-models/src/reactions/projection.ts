import { channelStreams } from '@parley/domain'
import type { ChannelEvent } from '@parley/domain'
import { nothing, operations, readModelOf } from '@parley/projection'
import type { Projection } from '@parley/projection'
import { reactions } from './table.ts'
import { decisions } from './decisions.ts'

const { put, remove } = operations(reactions)

const project: Projection<ChannelEvent> = ({ event, position }) => {
  if (event.type !== 'ReactionAdded' && event.type !== 'ReactionRemoved') return nothing
  const key = {
    tenant_id: event.tenantId,
    channel_id: event.channelId,
    message_id: event.messageId,
    name: event.name,
    user_id: event.by,
  }
  return [event.type === 'ReactionAdded' ? put({ ...key, position }) : remove(key)]
}

export const reactionsModel = readModelOf(channelStreams, {
  table: reactions,
  version: 1,
  project,
  decisions,
})
