import type { ChannelId, DomainEvent, MessageId, ReactionAdded, Timestamp } from '@parley/domain'
import type { Update } from '@parley/contract'
import type { FeedEntry } from './change-feed.ts'
import { retold } from './entry.ts'

/** What has become of messages and channels after some entries, as far as it is known from elsewhere. */
export interface Hindsight {
  readonly deleted: ReadonlySet<MessageId>
  /** When each message was last edited that was. */
  readonly edited: ReadonlyMap<MessageId, Timestamp>
}

/**
 * Entries as they are told once those after them are known, `later` ones too: nothing in them says what was taken back
 * since. Texts that were edited or deleted are null, and so are the names of reactions that were removed or whose
 * message was deleted; a channel's former name or description gives way to the next one. A removal names its reaction,
 * for who may have it by another way; a delta that would do so of one that came in it is none: `tellsOfRemoved`.
 * Folding entries so comes to the same as folding what they were made of, whatever of it was folded before.
 *
 * Pure. Entries are in the order of the log; one that nothing took back comes out as the same object.
 *
 * @example inHindsight([sent('a secret'), deleted]) // [sent(null), deleted]
 */
export const inHindsight = (
  entries: ReadonlyArray<FeedEntry>,
  later: ReadonlyArray<FeedEntry> = [],
  known?: Hindsight,
): ReadonlyArray<FeedEntry> => {
  if (known === undefined && !entries.some(takesBack) && !later.some(takesBack)) return entries
  const all = [...entries, ...later]
  const tell = tellingBackwards(known ?? nothing, removedReactions(all))
  const events = all.toReversed().map(({ event }) => tell(event))
  return entries.map((entry, n) => {
    const event = events[all.length - 1 - n]
    return event === undefined || event === entry.event ? entry : retold(entry, event)
  })
}

const nothing: Hindsight = { deleted: new Set(), edited: new Map() }

/** Whether an event can take back what an earlier one said. */
const takesBack = ({ event }: FeedEntry): boolean => {
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

/** Whether entries tell, by its removal, of a reaction that was made and removed in them, on a message that stands. */
export const tellsOfRemoved = (entries: ReadonlyArray<FeedEntry>): boolean => {
  const deleted = new Set(
    entries.flatMap(({ event }) => (event.type === 'MessageDeleted' ? [event.messageId] : [])),
  )
  return [...removedReactions(entries)].some(({ messageId }) => !deleted.has(messageId))
}

/** The reactions that are removed further on. */
const removedReactions = (all: ReadonlyArray<FeedEntry>): ReadonlySet<ReactionAdded> => {
  const standing = new Map<string, ReactionAdded>()
  const removed = new Set<ReactionAdded>()
  for (const { event } of all) {
    if (event.type !== 'ReactionAdded' && event.type !== 'ReactionRemoved') continue
    const key = JSON.stringify([event.messageId, event.by, event.name])
    const added = standing.get(key)
    if (event.type === 'ReactionAdded') standing.set(key, event)
    else if (added !== undefined) {
      removed.add(added)
      standing.delete(key)
    }
  }
  return removed
}

/** Tells of events, each as the ones that it told of before, which came later, leave it. */
const tellingBackwards = (known: Hindsight, removed: ReadonlySet<ReactionAdded>) => {
  const deleted = new Set(known.deleted)
  const edited = new Set<MessageId>()
  const names = new Map<ChannelId, Extract<DomainEvent, { type: 'ChannelRenamed' }>['name']>()
  const descriptions = new Map<ChannelId, Extract<DomainEvent, { type: 'ChannelDescribed' }>['description']>()

  return (event: DomainEvent): Update['event'] => {
    switch (event.type) {
      case 'MessageSent':
        return deleted.has(event.messageId) ||
          edited.has(event.messageId) ||
          known.edited.has(event.messageId)
          ? { ...event, body: null }
          : event
      case 'MessageEdited': {
        const { messageId, at } = event
        const isLast = !edited.has(messageId) && (known.edited.get(messageId) ?? at) === at
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
