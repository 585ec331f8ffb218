import {
  type Body,
  type CommandId,
  type FeedId,
  type MessageId,
  keptIn,
  messageIdOf,
  type Segment,
  type Timestamp,
  type UserId,
} from '@parley/domain'
import { bodyIn } from './body-in.ts'
import type { Message, Version } from './documents.ts'
import { later } from './items.ts'
import { keptWith } from './kept-in.ts'
import { importer, momentOf, named, personOf, type ChannelFacts } from './names.ts'
import { type ChannelDocuments, type FoundDocument, type Report, tell } from './read-documents.ts'

/** A message that is taken, or what stands in its place where its segment would be missing. */
export interface TakenMessage {
  readonly messageId: MessageId
  readonly by: UserId
  readonly commandId: CommandId
  readonly feedId: FeedId
  readonly segment: Segment
  readonly parentId: MessageId | null
  readonly at: Timestamp
  /** Not before those with lower segments. */
  readonly key: Timestamp
  readonly versions: ReadonlyArray<Version>
  readonly deleted: { readonly at: Timestamp; readonly by: UserId } | null
  readonly found: FoundDocument<Message> | null
}

/** What stands for a message that says nothing any more. */
const gone = { kind: 'text', text: 'This message is gone.' } as Body

/** The most messages that may be missing in a row. */
const widestGap = 100_000

/** The messages of a feed, each at its segment, and without holes. */
export const messagesOf = (
  { messages }: ChannelDocuments,
  { tenantId, channelId }: ChannelFacts,
  feeds: ReadonlyMap<string, FeedId>,
  begins: (feedId: FeedId) => Timestamp,
  report: Report,
): ReadonlyArray<TakenMessage> => {
  const taken: TakenMessage[] = []
  const byId = new Map<string, TakenMessage>()
  const last = new Map<FeedId, { readonly segment: number; readonly key: Timestamp }>()
  const put = (
    feedId: FeedId,
    segment: number,
    by: UserId,
    commandId: CommandId,
    at: Timestamp,
    rest: Pick<TakenMessage, 'parentId' | 'versions' | 'deleted' | 'found'>,
  ): TakenMessage => {
    const key = later(at, last.get(feedId)?.key ?? begins(feedId))
    const messageId = messageIdOf(tenantId, channelId, by, commandId)
    const message = { messageId, by, commandId, feedId, segment: segment as Segment, at, key, ...rest }
    taken.push(message)
    last.set(feedId, { segment, key })
    return message
  }

  const inFeeds = messages.toSorted((one, other) => one.document.segment - other.document.segment)
  for (const found of inFeeds) {
    const { document } = found
    const feedId = feeds.get(document.messageFeedId)
    const before = feedId === undefined ? undefined : (last.get(feedId)?.segment ?? 0)
    if (feedId === undefined || before === undefined) {
      tell(report, found, `its feed ${document.messageFeedId} is not there, or was deleted`)
      continue
    }
    const { segment } = document
    if (segment <= before || segment - before > widestGap) {
      const why =
        segment <= before ? 'is another message, or none can be' : 'is too far behind the one before'
      tell(report, found, `at its segment ${segment} ${why}`)
      continue
    }
    const at = momentOf(document.createdAt)
    for (let missing = before + 1; missing < segment; missing += 1)
      put(feedId, missing, importer, named('gap', `${feedId}:${missing}`), at, {
        parentId: null,
        versions: [{ body: gone, at }],
        deleted: { at, by: importer },
        found: null,
      })
    const id = document.publicId ?? document.messageId
    const by = personOf(document.creatorPublicId ?? document.creatorId)
    if (by === undefined) tell(report, found, 'nobody sent it: it is taken as sent by the import', 'mended')
    const { versions, deleted } = saidBy(found, at, by ?? importer, report)
    const message = put(
      feedId,
      segment,
      by ?? importer,
      document.parley?.commandId ?? named('message', id),
      at,
      {
        parentId: parentOf(found, feedId, byId, report),
        versions,
        deleted,
        found,
      },
    )
    byId.set(document.messageId, message).set(id, message)
  }
  return taken
}

const parentOf = (
  found: FoundDocument<Message>,
  feedId: FeedId,
  byId: ReadonlyMap<string, TakenMessage>,
  report: Report,
): MessageId | null => {
  const { parentId } = found.document
  if (parentId === null || parentId === undefined) return null
  const parent = byId.get(parentId)
  if (parent === undefined || parent.feedId !== feedId) {
    tell(report, found, `answers ${parentId}, which is not before it: it is taken as no reply`, 'mended')
    return null
  }
  if (parent.parentId !== null)
    tell(report, found, 'answers a reply: it is taken into the same thread', 'mended')
  return parent.parentId ?? parent.messageId
}

/** What a message said, and whether it was deleted. One that says nothing that can be held is a deleted one. */
const saidBy = (
  found: FoundDocument<Message>,
  at: Timestamp,
  by: UserId,
  report: Report,
): Pick<TakenMessage, 'versions' | 'deleted'> => {
  const { isDeleted, parley, dataType = 'text', editedAt, updatedAt } = found.document
  if (isDeleted === true) {
    const deleted = parley?.deleted ?? { at: momentOf(updatedAt ?? found.document.createdAt), by }
    return { versions: [{ body: gone, at }], deleted }
  }
  if (parley !== undefined && parley.versions.length > 0) return { versions: parley.versions, deleted: null }
  const body = bodyIn(found, report)
  if (body === null) {
    tell(
      report,
      found,
      `what it says (${dataType}) is nothing that a message can say here: deleted at its place`,
    )
    return { versions: [{ body: gone, at }], deleted: { at, by } }
  }
  if (editedAt !== null && editedAt !== undefined)
    tell(report, found, 'was edited: what it said before is not there', 'mended')
  const kept = parley === undefined ? keptIn(keptWith(found, report)) : {}
  return { versions: [{ body, at, ...kept }], deleted: null }
}
