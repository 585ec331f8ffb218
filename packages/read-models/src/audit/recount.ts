import { mainFeed, partOf } from '@parley/domain'
import type { ChannelId, DomainEvent, MessageId, TenantId, UserId } from '@parley/domain'

/** Somebody's unread count in a channel that they are a member of. */
export interface Unread {
  readonly tenantId: TenantId
  readonly channelId: ChannelId
  readonly userId: UserId
  readonly unread: number
}

interface Sent {
  readonly segment: number
  readonly parentId: MessageId | null
  readonly senderId: UserId
  deleted: boolean
}

const nameOf = (...parts: ReadonlyArray<string>): string => parts.join('\n')

/**
 * Counts unread messages by their definition, one by one, out of nothing but the log: messages of others that stand
 * in the main feed, after what a member has read of it or of their part of it, and after they joined. Slow, and shares no line with the queries.
 */
export const recountUnread = (events: ReadonlyArray<DomainEvent>): ReadonlyArray<Unread> => {
  const sent = new Map<string, Map<MessageId, Sent>>()
  const joined = new Map<string, { readonly member: Omit<Unread, 'unread'>; readonly segment: number }>()
  const read = new Map<string, number>()
  for (const event of events) {
    const channel = nameOf(event.tenantId, event.channelId)
    if (event.type === 'ReadMarked') {
      if (event.feedId === mainFeed) read.set(nameOf(channel, event.userId, partOf(event)), event.segment)
    } else if (event.type === 'MemberJoined') {
      const { tenantId, channelId, userId, segment } = event
      joined.set(nameOf(channel, userId), { member: { tenantId, channelId, userId }, segment })
    } else if (event.type === 'MemberLeft') {
      joined.delete(nameOf(channel, event.userId))
    } else if (event.type === 'MessageSent' && event.feedId === mainFeed) {
      const all = sent.get(channel) ?? new Map<MessageId, Sent>()
      sent.set(channel, all)
      all.set(event.messageId, {
        segment: event.segment,
        parentId: event.parentId,
        senderId: event.senderId,
        deleted: false,
      })
    } else if (event.type === 'MessageDeleted') {
      const message = sent.get(channel)?.get(event.messageId)
      if (message !== undefined) message.deleted = true
    }
  }
  return [...joined].map(([name, { member, segment }]) => {
    const readTo = (part: string): number => read.get(nameOf(name, part)) ?? 0
    let unread = 0
    for (const message of sent.get(nameOf(member.tenantId, member.channelId))?.values() ?? []) {
      const seen = Math.max(segment, readTo('all'), readTo(message.parentId ?? 'top'))
      const isNew = message.segment > seen
      if (isNew && !message.deleted && message.senderId !== member.userId) unread++
    }
    return { ...member, unread }
  })
}
