import { channelStreams, plainTextOf } from '@parley/domain'
import type { ChannelEvent } from '@parley/domain'
import { nothing, operations, readModelOf } from '@parley/projection'
import type { Projection } from '@parley/projection'
import { searchable } from './characters.ts'
import { marksOf } from './marks.ts'
import { searchableChannels, searchableMessages } from './table.ts'
import { tokensOf } from './tokens.ts'
import { withinChannel } from '../within-channel.ts'

const messages = operations(searchableMessages)
const channels = operations(searchableChannels)

const tokensIn = (text: string): string => [...tokensOf(searchable(text))].join(' ')

const projectMessage: Projection<ChannelEvent> = ({ event, position }) => {
  if (event.type === 'MessageSent')
    return [
      messages.put({
        tenant_id: event.tenantId,
        channel_id: event.channelId,
        message_id: event.messageId,
        position,
        marks: marksOf(event, position).join(' '),
        tokens: tokensIn(plainTextOf(event.body)),
      }),
    ]
  if (event.type === 'MessageEdited')
    return [messages.patch({ message_id: event.messageId }, { tokens: tokensIn(plainTextOf(event.body)) })]
  return event.type === 'MessageDeleted' ? [messages.remove({ message_id: event.messageId })] : nothing
}

const projectChannel: Projection<ChannelEvent> = ({ event, revision, position }) => {
  const key = { tenant_id: event.tenantId, channel_id: event.channelId }
  return [
    event.type === 'ChannelDeleted' ? channels.remove(key) : channels.put({ ...key, revision, position }),
  ]
}

export const searchableMessagesModel = readModelOf(channelStreams, {
  table: searchableMessages,
  version: 1,
  project: withinChannel(searchableMessages, projectMessage),
})

export const searchableChannelsModel = readModelOf(channelStreams, {
  table: searchableChannels,
  version: 1,
  project: projectChannel,
})
