import type { ChannelId } from '@parley/domain'
import type { ConversationView, Query, QueryResult } from '@parley/contract'
import { defaultPage } from '@parley/contract'
import { enter } from '../queries/access.ts'
import type { Reading } from '../queries/database.ts'
import type { Asker } from '../queries/queries.ts'
import { Rejected } from '../queries/rejecting.ts'
import { conversationRows } from './rows.ts'

type Of<T extends Query['type']> = Extract<Query, { type: T }>

export const conversations = async (
  reading: Reading,
  schema: string,
  asker: Asker,
  query: Of<'conversations'>,
): Promise<QueryResult> => {
  const limit = query.limit ?? defaultPage
  const after =
    query.before === undefined
      ? {}
      : { after: { lastActivityAt: query.before, channelId: query.beforeChannel } }
  return {
    type: 'conversations',
    ...(await conversationRows(reading, schema, { ...asker, ...after, limit })),
  }
}

/** A channel as somebody sees it now; rejects unless they are a member. */
export const conversation = async (
  reading: Reading,
  schema: string,
  asker: Asker,
  channelId: ChannelId,
): Promise<ConversationView> => {
  const { conversations: found } = await conversationRows(reading, schema, { ...asker, channelId, limit: 1 })
  const [row] = found
  if (row !== undefined) return row
  await enter(reading, asker, channelId)
  throw new Rejected({ _tag: 'ChannelNotFound' })
}
