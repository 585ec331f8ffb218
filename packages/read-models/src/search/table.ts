import { ChannelId, MessageId, Position, Revision, TenantId } from '@parley/domain'
import { column, table } from '@parley/projection'
import * as t from 'io-ts'
import { byChannel } from '../within-channel.ts'

/** What messages are found by, as SQL: all tokens of a row. Questions name it by these very words, as the index does. */
export const allTokens = "string_to_array(marks || ' ' || tokens, ' ')"

/** By which words, parts of words and marks each message is found that is not deleted. Not what it says. */
export const searchableMessages = table({
  name: 'searchable_messages',
  columns: {
    tenant_id: column('text', TenantId),
    channel_id: column('uuid', ChannelId),
    message_id: column('uuid', MessageId),
    /** Where in the log it was sent: the order in which messages are found. */
    position: column('bigint', Position),
    /** Where and when it was sent, and by whom, as tokens, which stay; blanks between. */
    marks: column('text', t.string),
    /** What it says now, as tokens; blanks between. */
    tokens: column('text', t.string),
  },
  key: ['message_id'],
  clearedBy: byChannel,
  indexes: {
    // All of a channel's go at once.
    of_channel: '(tenant_id, channel_id)',
    // What waits to be put in order is read through by each question: so that is little.
    by_tokens: `using gin ((${allTokens})) with (gin_pending_list_limit = 256)`,
  },
})

/** How far the stream of each channel is projected. */
export const searchableChannels = table({
  name: 'searchable_channels',
  columns: {
    tenant_id: column('text', TenantId),
    channel_id: column('uuid', ChannelId),
    revision: column('bigint', Revision),
    position: column('bigint', Position),
  },
  key: ['tenant_id', 'channel_id'],
  fillfactor: 70,
})
