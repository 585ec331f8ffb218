import type { ChannelEvent } from '@parley/domain'
import { channelStreams, folded } from '@parley/domain'
import { nothing, operations, readModelOf } from '@parley/projection'
import type { Projection } from '@parley/projection'
import { people } from './table.ts'

const { put } = operations(people)

const project: Projection<ChannelEvent> = ({ event }) =>
  event.type === 'MemberJoined'
    ? [put({ tenant_id: event.tenantId, user_id: event.userId, folded_name: folded(event.userId) })]
    : nothing

export const peopleModel = readModelOf(channelStreams, {
  table: people,
  version: 1,
  outlasts: true,
  project,
})
