import type { ChannelId } from '@parley/domain'
import type { ClientState, Conversation } from './client-state.ts'
import { PersistentMap } from './persistent-map.ts'

/** The lists that were made last, by the origin of what they list. */
const made = new WeakMap<object, { readonly of: Conversations; readonly list: ReadonlyArray<Conversation> }>()
type Conversations = PersistentMap<ChannelId, Conversation>

/** Beyond so many changes it is shorter to sort anew. */
const few = 100

/**
 * The conversations as a list shows them: latest activity first. It goes on from the list before it, so that asking
 * after each change costs what changed; where nothing did, it is the same list.
 */
export const conversationList = ({
  conversations,
}: Pick<ClientState, 'conversations'>): ReadonlyArray<Conversation> => {
  if (!(conversations instanceof PersistentMap)) return [...conversations.values()].toSorted(inOrder)
  const all: Conversations = conversations
  const before = made.get(all.origin)
  if (before?.of === all) return before.list
  const list = (before && goOn(before.list, before.of, all)) ?? [...all.values()].toSorted(inOrder)
  made.set(all.origin, { of: all, list })
  return list
}

const goOn = (
  list: ReadonlyArray<Conversation>,
  before: Conversations,
  after: Conversations,
): ReadonlyArray<Conversation> | null => {
  const next = list.slice()
  let changes = 0
  for (const [old, now] of before.changesTo(after)) {
    changes += 1
    if (changes > few) return null
    if (old !== undefined) next.splice(placeOf(next, old), 1)
    if (now !== undefined) next.splice(placeOf(next, now), 0, now)
  }
  return next
}

/** Where a conversation stands in a list that is in order, or would stand. */
const placeOf = (list: ReadonlyArray<Conversation>, one: Conversation): number => {
  let from = 0
  let to = list.length
  while (from < to) {
    const middle = (from + to) >> 1
    const there = list[middle]
    if (there !== undefined && inOrder(there, one) < 0) from = middle + 1
    else to = middle
  }
  return from
}

const inOrder = (a: Conversation, b: Conversation): number =>
  compare(b.channel.lastActivityAt, a.channel.lastActivityAt) ||
  compare(a.channel.channelId, b.channel.channelId)

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
