import { channelStreams } from '@parley/domain'
import type { ToldIn } from '@parley/domain'
import { nothing, operations, toldModelOf } from '@parley/projection'
import type { Projection } from '@parley/projection'
import { publicRow } from './public.ts'
import { reactions } from './table.ts'
import { decisions } from './decisions.ts'
import { withinChannel } from '../within-channel.ts'

const { put, remove } = operations(reactions)

const project: Projection<ToldIn<'channel'>> = ({ event, position }) => {
  if (event.type !== 'ReactionAdded' && event.type !== 'ReactionRemoved') return nothing
  // Its message was deleted since, and nothing says any more which it was.
  if (event.name === null) return nothing
  const key = {
    tenant_id: event.tenantId,
    channel_id: event.channelId,
    message_id: event.messageId,
    name: event.name,
    user_id: event.by,
  }
  return [event.type === 'ReactionAdded' ? put({ ...key, position }) : remove(key)]
}

export const reactionsModel = toldModelOf(channelStreams, {
  table: reactions,
  version: 1,
  project: withinChannel(reactions, project),
  decisions,
  publicRow,
})
