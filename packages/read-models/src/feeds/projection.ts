import { mainFeed } from '@parley/domain'
import { operations } from '../table/operation.ts'
import { nothing } from '../table/read-model.ts'
import type { Projection, ReadModel } from '../table/read-model.ts'
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

export const feedsModel: ReadModel = { table: feeds, project }
