import type { ChannelEvent } from '@parley/domain'
import { channelStreams, mainFeed } from '@parley/domain'
import { nothing, operations, readModelOf } from '@parley/projection'
import type { Projection } from '@parley/projection'
import { feeds } from './table.ts'

const { put } = operations(feeds)

const project: Projection<ChannelEvent> = ({ event }) =>
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

export const feedsModel = readModelOf(channelStreams, { table: feeds, version: 1, project })
