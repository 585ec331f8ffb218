import type { ChannelId } from '@parley/domain'
import type { ConversationView } from '@parley/contract'
import { defaultPage } from '@parley/contract'
import { enter } from '../queries/access.ts'
import type { Reading } from '../queries/database.ts'
import type { AnswerTo, Viewer } from '../queries/queries.ts'
import { Rejected } from '../queries/rejecting.ts'
import { conversationRows } from './rows.ts'

export const conversations: AnswerTo<'conversations'> = async (reading, schema, viewer, query) => {
  const limit = query.limit ?? defaultPage
  const after =
    query.before === undefined
      ? {}
      : { after: { lastActivityAt: query.before, channelId: query.beforeChannel } }
  return {
    type: 'conversations',
    ...(await conversationRows(reading, schema, { ...viewer, ...after, limit })),
  }
}

/** A channel as somebody sees it now; rejects unless they are a member. */
const conversationOf = async (
  reading: Reading,
  schema: string,
  viewer: Viewer,
  channelId: ChannelId,
): Promise<ConversationView> => {
  const { conversations: found } = await conversationRows(reading, schema, {
    ...viewer,
    channelIds: [channelId],
    limit: 1,
  })
  const [row] = found
  if (row !== undefined) return row
  await enter(reading, viewer, channelId)
  throw new Rejected({ _tag: 'ChannelNotFound' })
}

export const conversation: AnswerTo<'conversation'> = async (
  reading,
  schema,
  viewer,
  { type, channelId },
) => ({
  type,
  conversation: await conversationOf(reading, schema, viewer, channelId),
})
