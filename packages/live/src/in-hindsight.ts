import type { ChannelId, DomainEvent, MessageId, ReactionAdded } from '@parley/domain'
import type { Update } from '@parley/contract'
import { type LiveUpdate, retold } from './update.ts'

/**
 * Updates as they are told once those after them are known, `later` ones too: nothing in them says what was taken back
 * since. Texts that were edited or deleted are null, and so are the names of reactions that were removed or whose
 * message was deleted; a channel's former name or description gives way to the next one. A removal names its reaction,
 * for who may have it by another way; a delta that would do so of one that came in it is none: `tellsOfRemoved`.
 * Folding updates so comes to the same as folding what they were made of, whatever of it was folded before.
 *
 * Pure. Updates are in the order of the log; one that nothing took back comes out as the same object.
 *
 * @example inHindsight([sent('a secret'), deleted]) // [sent(null), deleted]
 */
export const inHindsight = (
  updates: ReadonlyArray<LiveUpdate>,
  later: ReadonlyArray<LiveUpdate> = [],
): ReadonlyArray<LiveUpdate> => {
  if (!updates.some(takesBack) && !later.some(takesBack)) return updates
  const all = [...updates, ...later]
  const tell = tellingBackwards(removedReactions(all))
  const events = all.toReversed().map(({ event }) => tell(event))
  return updates.map((update, n) => {
    const event = events[all.length - 1 - n]
    return event === undefined || event === update.event ? update : retold(update, event)
  })
}

/** Whether an event can take back what an earlier one said. */
export const takesBack = ({ event }: LiveUpdate): boolean => {
  switch (event.type) {
    case 'MessageEdited':
    case 'MessageDeleted':
    case 'ReactionRemoved':
    case 'ChannelRenamed':
    case 'ChannelDescribed':
      return true
    case 'ChannelCreated':
    case 'ChannelArchived':
    case 'MemberJoined':
    case 'MemberLeft':
    case 'MemberRoleChanged':
    case 'MessageSent':
    case 'ReactionAdded':
    case 'ReadMarked':
      return false
    default:
      return event satisfies never
  }
}

/** Whether updates tell, by its removal, of a reaction that was made and removed in them, on a message that stands. */
export const tellsOfRemoved = (updates: ReadonlyArray<LiveUpdate>): boolean => {
  const deleted = new Set(
    updates.flatMap(({ event }) => (event.type === 'MessageDeleted' ? [event.messageId] : [])),
  )
  return [...removedReactions(updates)].some(({ messageId }) => !deleted.has(messageId))
}

/** The reactions that are removed further on. */
const removedReactions = (all: ReadonlyArray<LiveUpdate>): ReadonlySet<ReactionAdded> => {
  const kept = new Map<string, ReactionAdded>()
  const removed = new Set<ReactionAdded>()
  for (const { event } of all) {
    if (event.type !== 'ReactionAdded' && event.type !== 'ReactionRemoved') continue
    const key = JSON.stringify([event.messageId, event.by, event.name])
    const added = kept.get(key)
    if (event.type === 'ReactionAdded') kept.set(key, event)
    else if (added !== undefined) {
      removed.add(added)
      kept.delete(key)
    }
  }
  return removed
}

/** Tells of events, each as the ones that it told of before, which came later, leave it. */
const tellingBackwards = (removed: ReadonlySet<ReactionAdded>) => {
  const deleted = new Set<MessageId>()
  const edited = new Set<MessageId>()
  const names = new Map<ChannelId, Extract<DomainEvent, { type: 'ChannelRenamed' }>['name']>()
  const descriptions = new Map<ChannelId, Extract<DomainEvent, { type: 'ChannelDescribed' }>['description']>()

  return (event: DomainEvent): Update['event'] => {
    switch (event.type) {
      case 'MessageSent':
        return deleted.has(event.messageId) || edited.has(event.messageId) ? { ...event, body: null } : event
      case 'MessageEdited': {
        const { messageId } = event
        const isLast = !edited.has(messageId)
        edited.add(messageId)
        return isLast && !deleted.has(messageId) ? event : { ...event, body: null }
      }
      case 'MessageDeleted':
        deleted.add(event.messageId)
        return event
      case 'ReactionAdded':
        return deleted.has(event.messageId) || removed.has(event) ? { ...event, name: null } : event
      case 'ReactionRemoved':
        return deleted.has(event.messageId) ? { ...event, name: null } : event
      case 'ChannelCreated': {
        const name = names.get(event.channelId) ?? event.name
        const description = descriptions.get(event.channelId) ?? event.description
        return name === event.name && description === event.description
          ? event
          : { ...event, name, description }
      }
      case 'ChannelRenamed': {
        const name = names.get(event.channelId) ?? event.name
        names.set(event.channelId, name)
        return name === event.name ? event : { ...event, name }
      }
      case 'ChannelDescribed': {
        const description = descriptions.get(event.channelId) ?? event.description
        descriptions.set(event.channelId, description)
        return description === event.description ? event : { ...event, description }
      }
      case 'ChannelArchived':
      case 'MemberJoined':
      case 'MemberLeft':
      case 'MemberRoleChanged':
      case 'ReadMarked':
        return event
      default:
        return event satisfies never
    }
  }
}
