import { type ToldIn, inboxStreams, partOf } from '@parley/domain'
import { nothing, operations, toldModelOf } from '@parley/projection'
import type { Projection } from '@parley/projection'
import { publicRow } from './public.ts'
import { cursors } from './table.ts'
import { decisions } from './decisions.ts'

const { put } = operations(cursors)

const project: Projection<ToldIn<'inbox'>> = ({ event }) =>
  event.type === 'ReadMarked'
    ? [
        put({
          tenant_id: event.tenantId,
          user_id: event.userId,
          channel_id: event.channelId,
          feed_id: event.feedId,
          part: partOf(event),
          parent_id: event.parentId ?? null,
          read_to: event.segment,
          read_at: event.at,
        }),
      ]
    : nothing

export const cursorsModel = toldModelOf(inboxStreams, {
  table: cursors,
  version: 1,
  project,
  decisions,
  publicRow,
})
