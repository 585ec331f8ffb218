import { type ChannelId, mainFeed, type Rejection } from '@parley/domain'
import { conversationRows } from '../conversations/rows.ts'
import { latestMessages } from '../messages/latest.ts'
import { refusalsAmong } from './access.ts'
import type { Reading } from './database.ts'
import type { BegunSnapshot, ChannelSnapshot, Viewer } from './queries.ts'

/** The most bytes of messages in snapshots that are read together, but for those of the first. */
const mostBytes = 1024 * 1024

const notFound: Rejection = { _tag: 'ChannelNotFound' }

/**
 * The snapshots of several channels, in a few statements however many there are. Those that do not fit are left out:
 * at least one of those who asks may see is there.
 */
export const snapshotsOf = async (
  reading: Reading,
  schema: string,
  viewer: Viewer,
  channelIds: ReadonlyArray<ChannelId>,
): Promise<ReadonlyMap<ChannelId, BegunSnapshot>> => {
  if (channelIds.length === 0) return new Map()
  const { conversations, more } = await conversationRows(reading, schema, {
    ...viewer,
    channelIds,
    limit: channelIds.length,
  })
  const shown = new Map(conversations.map((one) => [one.channel.channelId, one]))
  const absent = channelIds.filter((channelId) => !shown.has(channelId))
  const refusals = await refusalsAmong(reading, viewer, absent)
  const pages = await latestMessages(reading, schema, viewer, {
    channelIds: channelIds.filter((channelId) => shown.has(channelId)),
    feedId: mainFeed,
    mostBytes,
  })
  const found = new Map<ChannelId, BegunSnapshot>()
  for (const channelId of absent) {
    // Those which they may see did not fit, where some did not.
    const rejection = refusals.get(channelId) ?? (more ? undefined : notFound)
    if (rejection !== undefined) found.set(channelId, { _tag: 'rejected', rejection })
  }
  for (const [channelId, page] of pages) {
    const conversation = shown.get(channelId)
    if (conversation === undefined) continue
    const snapshot: ChannelSnapshot = { conversation, ...page, revision: conversation.channel.revision }
    found.set(channelId, { _tag: 'snapshot', snapshot })
  }
  return found
}
