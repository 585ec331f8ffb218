import { defaultPage } from '@parley/contract'
import { Timestamp, UserId } from '@parley/domain'
import * as t from 'io-ts'
import { inKeptFeed } from '../feeds/kept.ts'
import { enter } from '../queries/access.ts'
import { rowsAs } from '../queries/database.ts'
import type { AnswerTo } from '../queries/queries.ts'
import { Rejected } from '../queries/rejecting.ts'

const MessageAsked = t.type({ deleted_at: t.union([Timestamp, t.null]) }, 'MessageAsked')
const Found = t.type({ user_id: UserId }, 'ReactionFound')

/** Who reacted to a message with one name, by user id: the order of the table's key, which a page goes on in. */
export const reactions: AnswerTo<'reactions'> = async (reading, schema, viewer, query) => {
  const { type, channelId, messageId, name, after } = query
  await enter(reading, viewer, channelId)
  const asked = await reading
    .selectFrom('messages as m')
    .select('m.deleted_at')
    .where('m.tenant_id', '=', viewer.tenantId)
    .where('m.channel_id', '=', channelId)
    .where('m.message_id', '=', messageId)
    .where(inKeptFeed(schema))
    .execute()
  const [message] = rowsAs(MessageAsked, asked)
  if (message === undefined) throw new Rejected({ _tag: 'MessageNotFound', messageId })
  if (message.deleted_at !== null) return { type, people: [], more: false }
  const limit = query.limit ?? defaultPage
  const rows = await reading
    .selectFrom('reactions')
    .select('user_id')
    .where('tenant_id', '=', viewer.tenantId)
    .where('channel_id', '=', channelId)
    .where('message_id', '=', messageId)
    .where('name', '=', name)
    .$if(after !== undefined, (all) => all.where('user_id', '>', after as UserId))
    .orderBy('user_id')
    .limit(limit + 1)
    .execute()
  const found = rowsAs(Found, rows).slice(0, limit)
  return { type, people: found.map((row) => row.user_id), more: rows.length > limit }
}
