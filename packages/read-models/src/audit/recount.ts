import { channelIdIn, comesAndGoes, mainFeed, partOf, rowChangesOf } from '@parley/domain'
import type { ChannelId, DomainEvent, FeedId, MessageId, TenantId, UserId } from '@parley/domain'

/** Somebody's unread count in a feed of a channel that they are a member of. */
export interface Unread {
  readonly tenantId: TenantId
  readonly channelId: ChannelId
  readonly userId: UserId
  readonly feedId: FeedId
  readonly unread: number
}

interface Sent {
  readonly segment: number
  readonly parentId: MessageId | null
  readonly senderId: UserId
  deleted: boolean
}

/** A feed as it is counted in: its messages by id. */
type Feed = Map<MessageId, Sent>

interface Member extends Pick<Unread, 'tenantId' | 'channelId' | 'userId'> {
  readonly segments: ReadonlyMap<string, number>
}

const nameOf = (...parts: ReadonlyArray<string>): string => parts.join('\n')

/**
 * Counts unread messages by their definition, one by one, out of nothing but the log: messages of others that stand in a
 * feed, after what a member has read of it or of their part of it, and after they joined. Slow, and shares no line with
 * the queries.
 */
export const recountUnread = (events: ReadonlyArray<DomainEvent>): ReadonlyArray<Unread> => {
  const channels = new Map<string, Map<FeedId, Feed>>()
  const joined = new Map<string, Member>()
  const read = new Map<string, number>()
  for (const event of events) {
    const channelId = channelIdIn(event)
    // What is about no channel is nothing to read.
    if (channelId === undefined) continue
    const channel = nameOf(event.tenantId, channelId)
    const feeds = channels.get(channel)
    if (event.type === 'ChannelCreated') {
      channels.set(channel, new Map([[mainFeed, new Map()]]))
    } else if (event.type === 'FeedCreated') {
      if (event.feedId !== mainFeed) feeds?.set(event.feedId, new Map())
    } else if (event.type === 'FeedDeleted') {
      feeds?.delete(event.feedId)
    } else if (event.type === 'ReadMarked') {
      read.set(nameOf(channel, event.userId, event.feedId, partOf(event)), event.segment)
    } else if (event.type === 'MemberJoined') {
      const { tenantId, userId, segments } = event
      joined.set(nameOf(channel, userId), {
        tenantId,
        channelId,
        userId,
        segments: new Map(Object.entries(segments)),
      })
    } else if (event.type === 'MessageSent') {
      const { segment, parentId, senderId } = event
      feeds?.get(event.feedId)?.set(event.messageId, { segment, parentId, senderId, deleted: false })
    } else if (event.type === 'MessageDeleted') {
      const message = feeds?.get(event.feedId)?.get(event.messageId)
      if (message !== undefined) message.deleted = true
    }
    const { goes, ends } = comesAndGoes(rowChangesOf(event))
    for (const userId of goes) joined.delete(nameOf(channel, userId))
    if (ends) {
      channels.delete(channel)
      for (const [name, member] of joined)
        if (nameOf(member.tenantId, member.channelId) === channel) joined.delete(name)
    }
  }
  return [...joined].flatMap(([name, { segments, ...member }]) =>
    [...(channels.get(nameOf(member.tenantId, member.channelId)) ?? [])].map(([feedId, feed]) => {
      const readTo = (part: string): number => read.get(nameOf(name, feedId, part)) ?? 0
      let unread = 0
      for (const message of feed.values()) {
        const seen = Math.max(segments.get(feedId) ?? 0, readTo('all'), readTo(message.parentId ?? 'top'))
        const isNew = message.segment > seen
        if (isNew && !message.deleted && message.senderId !== member.userId) unread++
      }
      return { ...member, feedId, unread }
    }),
  )
}
