import { channelStreams, mentionedIn, togetherIn } from '@parley/domain'
import type { ChannelEvent } from '@parley/domain'
import { nothing, operations, readModelOf } from '@parley/projection'
import type { Projection } from '@parley/projection'
import { everybody, mentions, whomOf } from './table.ts'
import { withinChannel } from '../within-channel.ts'

const { put } = operations(mentions)

/** An edit names all whom its message mentions: those whom it did before are there already. */
const project: Projection<ChannelEvent> = ({ event }) => {
  if (event.type !== 'MessageSent' && event.type !== 'MessageEdited') return nothing
  if (event.mentions === undefined) return nothing
  const key = {
    tenant_id: event.tenantId,
    channel_id: event.channelId,
    feed_id: event.feedId,
    message_id: event.messageId,
    segment: event.segment,
  }
  const whom = mentionedIn(event.mentions).map(whomOf)
  // Who was there at the moment is in no log.
  if (togetherIn(event.mentions).includes('channel')) whom.push(everybody)
  return whom.map((one) => put({ ...key, whom: one }))
}

export const mentionsModel = readModelOf(channelStreams, {
  table: mentions,
  version: 1,
  project: withinChannel(mentions, project),
})
