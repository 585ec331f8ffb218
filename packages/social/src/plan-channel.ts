import {
  type ChannelEvent,
  FeedName,
  type FeedId,
  mainFeed,
  mainFeedName,
  maxReactionNames,
  maxReactions,
  type MessageId,
  SeenReactionName,
  type Segment,
  type SegmentByFeed,
  type TenantId,
  type Timestamp,
} from '@parley/domain'
import type { Step } from '@parley/import-kit'
import * as E from 'fp-ts/lib/Either.js'
import { bansOf } from './bans-of.ts'
import { comparing } from './compare-derived.ts'
import { detailsIn } from './details-in.ts'
import { flagLimitIn, flagsIn } from './flags-in.ts'
import { inOrder, later } from './items.ts'
import { limitsIn } from './limits-in.ts'
import { marksOf, membersOf } from './members-of.ts'
import { messagesOf, type TakenMessage } from './messages-of.ts'
import { mutesIn } from './mutes-in.ts'
import { notificationIn } from './notification-in.ts'
import { importer, mark, momentOf, named, personOf, type ChannelFacts } from './names.ts'
import { type ChannelDocuments, type Report, tell } from './read-documents.ts'
import { feedIds, roomOf } from './room.ts'
import { tellUntaken } from './untaken.ts'

/** What becomes of a channel's documents. */
export interface ChannelPlan {
  readonly tenantId: TenantId
  readonly channelId: ChannelFacts['channelId']
  /** All that happened in it. */
  readonly events: ReadonlyArray<ChannelEvent>
  /** How far its members have read. */
  readonly marks: ReadonlyArray<Step>
}

type Items = Array<Parameters<typeof inOrder>[0][number]>

/**
 * What the documents of a channel say as events, which hold them as they are: rules of today did not hold where they
 * come from. Counts that the documents have beside that are compared with what is taken.
 */
export const planChannel = (tenantId: TenantId, documents: ChannelDocuments, report: Report): ChannelPlan => {
  tellUntaken(documents, report)
  const { channelType, relations, facts, names, descriptions } = roomOf(tenantId, documents, report)
  const { channelId } = facts
  const inChannel = { tenantId, channelId }
  const began = facts.at
  const feeds = feedIds(documents)
  const feedsBegin = new Map<FeedId, Timestamp>([[mainFeed, began]])
  const [name, description] = [names[0]?.name ?? null, descriptions[0]]
  if (description === undefined) throw new Error('a channel has a description, be it empty')
  const items: Items = [
    {
      key: '',
      event: {
        type: 'ChannelCreated',
        ...facts,
        channelType,
        name,
        description: description.description,
        ...relations,
      },
    },
  ]
  const doing = (by: ChannelFacts['by'], at: Timestamp, what: string, id: string): ChannelFacts => ({
    ...inChannel,
    by,
    at,
    commandId: named(what, id),
  })

  const hasMain = [...feeds.values()].includes(mainFeed)
  if (!hasMain) {
    const event = {
      type: 'FeedCreated' as const,
      ...doing(facts.by, began, 'feed', mainFeed),
      feedId: mainFeed,
      name: mainFeedName,
    }
    items.push({ key: '', event })
  }
  for (const { document } of documents.feeds) {
    const feedId = feeds.get(document.messageFeedId)
    if (feedId === undefined) continue
    const at = momentOf(document.createdAt)
    const by = personOf(document.creatorPublicId ?? document.creatorId) ?? importer
    const [first, ...more] = document.parley?.names ?? []
    const feedName = FeedName.is(document.name)
      ? document.name
      : feedId === mainFeed
        ? mainFeedName
        : (feedId as string as FeedName)
    if (feedId !== mainFeed) feedsBegin.set(feedId, later(at, began))
    const made = { ...doing(by, at, 'feed', feedId), feedId, name: first?.name ?? feedName }
    items.push({ key: feedId === mainFeed ? '' : later(at, began), event: { type: 'FeedCreated', ...made } })
    more.forEach(({ name: next, at: renamedAt, by: renamedBy }, n) => {
      const renaming = doing(renamedBy, renamedAt, 'rename-feed', `${feedId}:${n}`)
      const event: ChannelEvent = { type: 'FeedRenamed', ...renaming, feedId, name: next }
      items.push({ key: later(renamedAt, later(at, began)), event })
    })
  }

  const messages = messagesOf(documents, facts, feeds, (feedId) => feedsBegin.get(feedId) ?? began, report)
  const byId = new Map<string, TakenMessage>()
  for (const message of messages) {
    items.push(...eventsOf(message, inChannel))
    const document = message.found?.document
    for (const id of [document?.messageId, document?.publicId]) if (id !== undefined) byId.set(id, message)
  }
  const reactions = reactionsOf(documents, byId, inChannel, report)
  items.push(...reactions)

  const reached = (at: Timestamp): SegmentByFeed => {
    const segments: Record<string, Segment> = {}
    for (const feedId of [mainFeed, ...feeds.values()]) segments[feedId] = 0 as Segment
    for (const { feedId, segment, key } of messages) if (key <= at) segments[feedId] = segment
    return segments
  }
  const members = membersOf(documents, inChannel, began, reached, report)
  for (const { events } of members) items.push(...events)
  items.push(
    ...bansOf(documents, inChannel, began, report),
    ...detailsIn(documents, facts, channelType, report),
    ...mutesIn(documents, facts, channelType, report),
    ...limitsIn(documents, facts, channelType, report),
    ...flagLimitIn(documents, facts, channelType, report),
    ...notificationIn(documents, facts, channelType, report),
  )

  names.slice(1).forEach(({ name: next, at, by }, n) => {
    if (next === null) return
    const event = { type: 'ChannelRenamed' as const, ...doing(by, at, 'rename', String(n)), name: next }
    items.push({ key: later(at, began), event })
  })
  descriptions.slice(1).forEach(({ description: next, at, by }, n) => {
    const event = {
      type: 'ChannelDescribed' as const,
      ...doing(by, at, 'describe', String(n)),
      description: next,
    }
    items.push({ key: later(at, began), event })
  })
  const events = inOrder(items)
  const archived = documents.channel.document.parley?.archived ?? null
  comparing(documents, { members, messages, reactions: reactions.map(({ event }) => event) }, report)
  return {
    ...inChannel,
    events:
      archived === null
        ? events
        : [...events, { type: 'ChannelArchived', ...doing(archived.by, archived.at, 'archive', channelId) }],
    marks: marksOf(members, inChannel, [mainFeed, ...feeds.values()], (id) => byId.get(id)?.messageId),
  }
}

type InChannel = Pick<ChannelFacts, 'tenantId' | 'channelId'>

const factsOf = ({ messageId, by: senderId, feedId, segment, parentId }: TakenMessage) => ({
  messageId,
  senderId,
  feedId,
  segment,
  parentId,
})

/** What a message came to. */
const eventsOf = (message: TakenMessage, inChannel: InChannel): Items => {
  const { by, commandId, at, key, versions, deleted, found, messageId } = message
  const facts = factsOf(message)
  const rate = found?.document.parley?.rate ?? null
  const counted = rate === null ? {} : { rate }
  const items: Items = []
  versions.forEach(({ at: writtenAt, newMentions, ...said }, n) => {
    const event: ChannelEvent =
      n === 0
        ? { type: 'MessageSent', ...inChannel, by, at, commandId, ...facts, ...said, ...counted }
        : {
            type: 'MessageEdited',
            ...inChannel,
            by,
            at: writtenAt,
            commandId: named('edit', `${messageId}:${n}`),
            ...facts,
            ...said,
            ...(newMentions === undefined ? {} : { newMentions }),
          }
    items.push({ key: n === 0 ? key : later(writtenAt, key), event })
  })
  const pinned = deleted === null ? (found?.document.parley?.pinned ?? null) : null
  const lastKey = versions.reduce((last, { at: writtenAt }) => later(last, writtenAt), key)
  for (const [type, what, done] of [
    ['MessagePinned', 'pin', pinned],
    ['MessageDeleted', 'delete', deleted],
  ] as const)
    if (done !== null)
      items.push({
        key: later(done.at, lastKey),
        event: { type, ...inChannel, ...done, commandId: named(what, messageId), ...facts },
      })
  items.push(...flagsIn(found, inChannel, facts, key))
  return items
}

const reactionsOf = (
  { reactions }: ChannelDocuments,
  byId: ReadonlyMap<string, TakenMessage>,
  inChannel: InChannel,
  report: Report,
) => {
  const made = new Map<MessageId, Map<string, Set<string>>>()
  return reactions.flatMap((found) => {
    const { reactionName, userId, referenceId, createdAt } = found.document
    const message = byId.get(referenceId)
    const name = SeenReactionName.decode(reactionName)
    const by = personOf(userId)
    // What was deleted has no reactions.
    if (message?.deleted !== undefined && message.deleted !== null) return []
    if (message === undefined) return tell(report, found, 'its message is not taken') ?? []
    if (E.isLeft(name)) return tell(report, found, 'its name is none of a reaction') ?? []
    if (by === undefined) return tell(report, found, 'nobody can be called as who reacted') ?? []
    const names = made.get(message.messageId) ?? new Map<string, Set<string>>()
    const people = names.get(name.right) ?? new Set<string>()
    const all = [...names.values()].reduce((sum, { size }) => sum + size, 0)
    if (people.has(by)) return tell(report, found, 'is there already') ?? []
    if (all >= maxReactions || (people.size === 0 && names.size >= maxReactionNames))
      return tell(report, found, 'is one more than a message can have') ?? []
    made.set(message.messageId, names.set(name.right, people.add(by)))
    const at = momentOf(createdAt)
    const event = {
      type: 'ReactionAdded' as const,
      ...inChannel,
      by,
      at,
      commandId: named('react', `${message.messageId}:${mark(name.right)}`),
      ...factsOf(message),
      name: name.right,
    }
    return [{ key: later(at, message.key), event }]
  })
}
