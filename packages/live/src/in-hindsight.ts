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

/** The events that take back what an earlier one said: no other does. */
const takers: ReadonlySet<DomainEvent['type']> = new Set([
  'MessageEdited',
  'MessageDeleted',
  'ReactionRemoved',
  'ChannelRenamed',
  'ChannelDescribed',
])

/** Whether an event can take back what an earlier one said. */
export const takesBack = ({ event }: LiveUpdate): boolean => takers.has(event.type)

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

  const ofMessage = (event: Extract<DomainEvent, { messageId: MessageId }>): Update['event'] => {
    const { type, messageId } = event
    if (type === 'MessageDeleted') {
      deleted.add(messageId)
      return event
    }
    if (type === 'MessageEdited') {
      const isLast = !edited.has(messageId)
      edited.add(messageId)
      return isLast && !deleted.has(messageId) ? event : { ...event, body: null }
    }
    if (type === 'MessageSent')
      return deleted.has(messageId) || edited.has(messageId) ? { ...event, body: null } : event
    if (type === 'ReactionAdded')
      return deleted.has(messageId) || removed.has(event) ? { ...event, name: null } : event
    return type === 'ReactionRemoved' && deleted.has(messageId) ? { ...event, name: null } : event
  }

  // What is said of neither a message, a name nor a description is never taken back.
  return (event: DomainEvent): Update['event'] => {
    if ('messageId' in event) return ofMessage(event)
    if (event.type === 'ChannelCreated') {
      const name = names.get(event.channelId) ?? event.name
      const description = descriptions.get(event.channelId) ?? event.description
      return name === event.name && description === event.description
        ? event
        : { ...event, name, description }
    }
    if (event.type === 'ChannelRenamed') {
      const name = names.get(event.channelId) ?? event.name
      names.set(event.channelId, name)
      return name === event.name ? event : { ...event, name }
    }
    if (event.type !== 'ChannelDescribed') return event
    const description = descriptions.get(event.channelId) ?? event.description
    descriptions.set(event.channelId, description)
    return description === event.description ? event : { ...event, description }
  }
}
