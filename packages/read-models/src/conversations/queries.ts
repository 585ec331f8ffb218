import type { ChannelId } from '@parley/domain'
import type { ConversationView } from '@parley/contract'
import { defaultPage } from '@parley/contract'
import { enter } from '../queries/access.ts'
import type { Reading } from '../queries/database.ts'
import type { AnswerTo, Asker } from '../queries/queries.ts'
import { Rejected } from '../queries/rejecting.ts'
import { conversationRows } from './rows.ts'

export const conversations: AnswerTo<'conversations'> = async (reading, schema, asker, query) => {
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
export const conversationOf = async (
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

export const conversation: AnswerTo<'conversation'> = async (
  reading,
  schema,
  asker,
  { type, channelId },
) => ({
  type,
  conversation: await conversationOf(reading, schema, asker, channelId),
})
