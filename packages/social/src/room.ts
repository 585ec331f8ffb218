import {
  certain,
  channelIdOf,
  ChannelName,
  communityChannelIdOf,
  conversationIdOf,
  FeedId,
  mainFeed,
  maxInConversation,
  noDescription,
  type Relations,
  type TenantId,
  type Timestamp,
  TypedChannelName,
  type UserId,
} from '@parley/domain'
import {
  channelTypes,
  type ChannelType,
  conversationType,
  invitedChannelType,
} from '@parley/domain/permissions'
import * as E from 'fp-ts/lib/Either.js'
import type { Channel } from './documents.ts'
import { importer, mark, momentOf, named, personOf, type ChannelFacts } from './names.ts'
import { relationsIn } from './relations-in.ts'
import { type ChannelDocuments, type FoundDocument, type Report, tell } from './read-documents.ts'

/** What a channel becomes. */
export interface Room {
  readonly channelType: ChannelType
  readonly relations: Relations
  /** Its ids, its creator and the command that created it. */
  readonly facts: ChannelFacts
  readonly names: ReadonlyArray<{
    readonly name: ChannelName | null
    readonly at: Timestamp
    readonly by: UserId
  }>
  readonly descriptions: NonNullable<Channel['parley']>['descriptions']
}

/** What a channel of documents becomes: of a type that is not known, a private one, which shows it to nobody else. */
export const roomOf = (tenantId: TenantId, documents: ChannelDocuments, report: Report): Room => {
  const { channel, users } = documents
  const { document } = channel
  const key = document.channelPublicId ?? document.channelId
  const at = momentOf(document.createdAt)
  const by = document.parley?.createdBy ?? importer
  const commandId = document.parley?.commandId ?? named('channel', key)
  // Who was banned and never a member is none of those who speak there.
  const people = [...users].flatMap(([id, { document: of }]) =>
    of.parley?.member === null ? [] : (personOf(id) ?? []),
  )
  const isOfSeveral = people.length > 1 && people.length <= maxInConversation
  const said = typeOf(channel, isOfSeveral, report)
  const relations = relationsIn(channel, said, report)
  const { belongsTo } = channelTypes[said]
  const isNobodys = belongsTo !== null && relations[belongsTo] === undefined
  if (isNobodys) tell(report, channel, `has no ${belongsTo}: it is taken as a private one`, 'mended')
  const channelType = isNobodys ? invitedChannelType : said
  const channelId =
    channelType === conversationType
      ? conversationIdOf(tenantId, ...people)
      : relations.communityId !== undefined
        ? communityChannelIdOf(tenantId, relations.communityId)
        : channelIdOf(tenantId, by, commandId)
  const name = channelType === conversationType ? null : nameOf(document.displayName ?? key, channel, report)
  return {
    channelType,
    relations,
    facts: { tenantId, channelId, by, commandId, at },
    names: document.parley?.names.map((was) => ({
      ...was,
      name: ChannelName.is(was.name) ? was.name : name,
    })) ?? [{ name, at, by }],
    descriptions: document.parley?.descriptions ?? [{ description: noDescription, at, by }],
  }
}

const typeOf = (channel: FoundDocument<Channel>, isOfSeveral: boolean, report: Report): ChannelType => {
  const { type } = channel.document
  if (!Object.hasOwn(channelTypes, type)) {
    tell(
      report,
      channel,
      `there are no channels of type ${type} here: it is taken as a private one`,
      'mended',
    )
    return invitedChannelType
  }
  if (type !== conversationType || isOfSeveral) return type as ChannelType
  tell(
    report,
    channel,
    `is a conversation, and not of two to ${maxInConversation} people: it is taken as a private channel`,
    'mended',
  )
  return invitedChannelType
}

const nameOf = (called: string, channel: FoundDocument<Channel>, report: Report): ChannelName => {
  const name = TypedChannelName.decode(called)
  if (E.isRight(name)) return name.right
  tell(report, channel, 'its name can be none here', 'mended')
  return certain(ChannelName, `channel ${mark(called)}`)
}

/** What the feeds of a channel are called by here: that which began first is the main one. */
export const feedIds = ({ feeds }: ChannelDocuments): ReadonlyMap<string, FeedId> => {
  const ids = new Map<string, FeedId>()
  const ordered = feeds.toSorted(
    (one, other) => Date.parse(one.document.createdAt) - Date.parse(other.document.createdAt),
  )
  for (const { document } of ordered) {
    const { messageFeedId, isDeleted, parley } = document
    const slug = messageFeedId.toLowerCase()
    const own = FeedId.is(slug) && slug !== mainFeed ? slug : certain(FeedId, `feed-${mark(messageFeedId)}`)
    if (isDeleted !== true) ids.set(messageFeedId, parley?.feedId ?? (ids.size === 0 ? mainFeed : own))
  }
  return ids
}
