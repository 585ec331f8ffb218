import { channelStreams, keptOf, nothingKept } from '@parley/domain'
import type { Revision, ToldIn } from '@parley/domain'
import { nothing, operations, toldModelOf } from '@parley/projection'
import type { Operation, Projection } from '@parley/projection'
import { publicRow } from './public.ts'
import { messages } from './table.ts'
import { decisions } from './decisions.ts'
import { withinChannel } from '../within-channel.ts'

const { put, patch, add } = operations(messages)

type Sent = Extract<ToldIn<'channel'>, { readonly type: 'MessageSent' }>

const sent = (event: Sent, revision: Revision): Operation =>
  put({
    tenant_id: event.tenantId,
    channel_id: event.channelId,
    message_id: event.messageId,
    feed_id: event.feedId,
    segment: event.segment,
    parent_id: event.parentId,
    sender_id: event.senderId,
    client_message_id: event.commandId,
    revision,
    body: event.body,
    ...keptOf(event),
    sent_at: event.at,
    edited_at: null,
    deleted_at: null,
    deleted_by: null,
    reply_count: 0,
    last_reply_at: null,
  })

const project: Projection<ToldIn<'channel'>> = ({ event, revision }) => {
  if (event.type === 'MessageSent') {
    if (event.parentId === null) return [sent(event, revision)]
    const parent = { message_id: event.parentId }
    return [
      sent(event, revision),
      patch(parent, { last_reply_at: event.at }),
      add(parent, { reply_count: 1 }),
    ]
  }
  if (event.type === 'MessageEdited') {
    return [
      patch({ message_id: event.messageId }, { body: event.body, ...keptOf(event), edited_at: event.at }),
    ]
  }
  if (event.type === 'MessageDeleted') {
    const gone = patch(
      { message_id: event.messageId },
      { body: null, ...nothingKept, deleted_at: event.at, deleted_by: event.by },
    )
    return event.parentId === null ? [gone] : [gone, add({ message_id: event.parentId }, { reply_count: -1 })]
  }
  return nothing
}

export const messagesModel = toldModelOf(channelStreams, {
  table: messages,
  version: 3,
  project: withinChannel(messages, project),
  decisions,
  publicRow,
})
