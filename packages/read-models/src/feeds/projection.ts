import { mainFeed } from '@parley/domain'
import { nothing, operations } from '@parley/projection'
import type { Projection, ReadModel } from '@parley/projection'
import { feeds } from './table.ts'

const { put } = operations(feeds)

const project: Projection = ({ event }) =>
  event.type === 'MessageSent' && event.feedId !== mainFeed
    ? [
        put({
          tenant_id: event.tenantId,
          channel_id: event.channelId,
          feed_id: event.feedId,
          last_segment: event.segment,
        }),
      ]
    : nothing

export const feedsModel: ReadModel = { table: feeds, version: 1, project }
