import { ChannelId, Position, Revision, TenantId } from '@parley/domain'
import { column, operations, table } from '@parley/projection'
import type { Operation } from '@parley/projection'
import * as t from 'io-ts'
import type { FeedEntry } from './change-feed.ts'

/** The entries of the change feed, in the generation of the read models that they tell of. */
export const changesTable = table({
  name: 'changes',
  columns: {
    position: column('bigint', Position),
    tenant_id: column('text', TenantId),
    channel_id: column('uuid', ChannelId),
    scope: column('text', t.union([t.literal('channel'), t.literal('inbox')])),
    revision: column('bigint', Revision),
    /** The update as it goes out, byte for byte. */
    json: column('json-text', t.string),
  },
  key: ['position'],
  indexes: { of_channel: `(tenant_id, channel_id, revision) where scope = 'channel'` },
})

const { put } = operations(changesTable)

/** What puts an entry into the feed. */
export const changeOf = (entry: FeedEntry): Operation =>
  put({
    position: entry.position,
    tenant_id: entry.tenantId,
    channel_id: entry.channelId,
    scope: entry.scope,
    revision: entry.revision,
    json: entry.json,
  })
