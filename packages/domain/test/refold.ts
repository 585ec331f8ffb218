import {
  banKey,
  type BanRow,
  type ChannelEvent,
  channelMuteKey,
  type ChannelMuteRow,
  channelKey,
  type ChannelRow,
  type DecisionRow,
  doneKey,
  type FeedId,
  feedKey,
  type FeedRow,
  flagLimitKey,
  type FlagLimitRow,
  flagsKey,
  type FlagsRow,
  mainFeed,
  mainFeedName,
  memberKey,
  type MessageRow,
  type MessageId,
  messageKey,
  muteKey,
  channelLimitKey,
  type ChannelLimitRow,
  memberLimitKey,
  type MemberLimitRow,
  rateKey,
  type RateRow,
  type MuteRow,
  nicknameKey,
  type NicknameRow,
  pinsKey,
  type PinsRow,
  reactionKey,
  reactionsKey,
  type MemberRow,
  type ReactionRow,
  type ReactionsRow,
  detailsKey,
  type DetailsRow,
  type Role,
  type UserId,
} from '@parley/domain'
import { segment } from '@parley/domain/testing'

type Of<Type extends ChannelEvent['type']> = Extract<ChannelEvent, { readonly type: Type }>

const ofType = <Type extends ChannelEvent['type']>(
  events: ReadonlyArray<ChannelEvent>,
  ...types: ReadonlyArray<Type>
): ReadonlyArray<Of<Type>> =>
  events.filter((event): event is Of<Type> => types.some((type) => type === event.type))

const roles = (events: ReadonlyArray<ChannelEvent>): Map<UserId, Role> => {
  const all = new Map<UserId, Role>()
  for (const event of ofType(events, 'MemberJoined', 'MemberRoleChanged', 'MemberLeft')) {
    if (event.type === 'MemberLeft') all.delete(event.userId)
    else all.set(event.userId, event.role)
  }
  return all
}

const channelRow = (events: ReadonlyArray<ChannelEvent>, created: Of<'ChannelCreated'>): ChannelRow => {
  const everyone = [...roles(events).values()]
  const lastSegments: Record<FeedId, ReturnType<typeof segment>> = { [mainFeed]: segment(0) }
  for (const { feedId } of ofType(events, 'FeedCreated')) lastSegments[feedId] = segment(0)
  const feedsEver = Object.keys(lastSegments).length
  for (const { feedId } of ofType(events, 'FeedDeleted')) Reflect.deleteProperty(lastSegments, feedId)
  for (const [feedId, sent] of Map.groupBy(ofType(events, 'MessageSent'), (event) => event.feedId)) {
    if (Object.hasOwn(lastSegments, feedId))
      lastSegments[feedId] = segment(Math.max(...sent.map((event) => event.segment)))
  }
  return {
    kind: 'channel',
    channelType: created.channelType,
    name: ofType(events, 'ChannelRenamed').at(-1)?.name ?? created.name,
    description: ofType(events, 'ChannelDescribed').at(-1)?.description ?? created.description,
    archived:
      events.findLast(({ type }) => type === 'ChannelArchived' || type === 'ChannelUnarchived')?.type ===
      'ChannelArchived',
    deleted: ofType(events, 'ChannelDeleted').length > 0,
    lastSegments,
    feedsEver,
    owners: everyone.filter((role) => role === 'owner').length,
    members: everyone.length,
    notification: ofType(events, 'ChannelNotificationSet').at(-1)?.mode ?? 'default',
  }
}

const messageRow = (events: ReadonlyArray<ChannelEvent>, sent: Of<'MessageSent'>): MessageRow => {
  const about = events.filter((event) => 'messageId' in event && event.messageId === sent.messageId)
  const deleted = ofType(about, 'MessageDeleted').length > 0
  const last = ofType(about, 'MessageEdited').at(-1) ?? sent
  return {
    kind: 'message',
    senderId: sent.senderId,
    feedId: sent.feedId,
    segment: sent.segment,
    parentId: sent.parentId,
    body: deleted ? null : last.body,
    metadata: (deleted ? null : last.metadata) ?? null,
    tags: (deleted ? null : last.tags) ?? null,
    mentions: (deleted ? null : last.mentions) ?? null,
    deleted,
  }
}

const detailsRow = (events: ReadonlyArray<ChannelEvent>): DetailsRow => {
  const changes = ofType(events, 'ChannelDetailsChanged')
  const last = <Field extends 'metadata' | 'tags' | 'avatarFileId' | 'isPublic'>(field: Field) =>
    changes.findLast((event) => event[field] !== undefined)?.[field] ?? null
  const metadata = last('metadata')
  const tags = last('tags')
  return {
    kind: 'details',
    metadata: metadata !== null && Object.keys(metadata).length > 0 ? metadata : null,
    tags: tags !== null && tags.length > 0 ? tags : null,
    avatarFileId: last('avatarFileId'),
    isPublic: last('isPublic'),
  }
}

const row = <Row extends DecisionRow>(is: Row): Row => is

/** All rows of a channel, worked out from all of its events at once: slow, and with nothing of the decider in it. */
export const refold = (events: ReadonlyArray<ChannelEvent>): Map<string, DecisionRow> => {
  const rows = new Map<string, DecisionRow>()
  for (const created of ofType(events, 'ChannelCreated'))
    rows.set(channelKey.text, channelRow(events, created)).set(detailsKey.text, detailsRow(events))
  for (const [userId, role] of roles(events))
    rows.set(memberKey(userId).text, row<MemberRow>({ kind: 'member', role }))
  const called = new Map<UserId, Of<'NicknameSet'>['nickname']>()
  for (const event of ofType(events, 'NicknameSet', 'MemberLeft'))
    called.set(event.userId, event.type === 'NicknameSet' ? event.nickname : null)
  for (const [userId, nickname] of called)
    if (nickname !== null)
      rows.set(nicknameKey(userId).text, row<NicknameRow>({ kind: 'nickname', nickname }))
  for (const sent of ofType(events, 'MessageSent')) {
    rows.set(messageKey(sent.messageId).text, messageRow(events, sent))
  }
  const reactions = Map.groupBy(
    ofType(events, 'ReactionAdded', 'ReactionRemoved'),
    (event) => reactionKey(event.messageId, event.name, event.by).text,
  )
  for (const [key, changes] of reactions) {
    if (changes.at(-1)?.type === 'ReactionAdded') rows.set(key, row<ReactionRow>({ kind: 'reaction' }))
  }
  const about = Map.groupBy(ofType(events, 'ReactionAdded', 'ReactionRemoved'), (event) => event.messageId)
  for (const [messageId, changes] of about) {
    const made = [...Map.groupBy(changes, ({ name, by }) => `${name}\n${by}`).values()].flatMap((ofOne) =>
      ofOne.slice(-1).filter(({ type }) => type === 'ReactionAdded'),
    )
    const byName = new Map(
      [...Map.groupBy(made, ({ name }) => name)].map(([name, all]) => [
        name,
        new Set(all.map(({ by }) => by)),
      ]),
    )
    if (byName.size > 0)
      rows.set(reactionsKey(messageId).text, row<ReactionsRow>({ kind: 'reactions', byName }))
  }
  for (const _ of ofType(events, 'ChannelCreated'))
    rows.set(feedKey(mainFeed).text, row<FeedRow>({ kind: 'feed', name: mainFeedName, deleted: false }))
  const named = Map.groupBy(ofType(events, 'FeedCreated', 'FeedRenamed'), (event) => event.feedId)
  for (const [feedId, names] of named)
    rows.set(
      feedKey(feedId).text,
      row<FeedRow>({
        kind: 'feed',
        name: names.at(-1)?.name ?? mainFeedName,
        deleted: ofType(events, 'FeedDeleted').some((event) => event.feedId === feedId),
      }),
    )
  const pins = new Map<MessageId, FeedId>()
  for (const event of ofType(events, 'MessagePinned', 'MessageUnpinned', 'MessageDeleted')) {
    if (event.type === 'MessagePinned') pins.set(event.messageId, event.feedId)
    else pins.delete(event.messageId)
  }
  if (pins.size > 0) rows.set(pinsKey.text, row<PinsRow>({ kind: 'pins', feedByMessage: pins }))
  for (const event of ofType(events, 'MemberBanned', 'MemberUnbanned')) {
    const key = banKey(event.userId).text
    if (event.type === 'MemberBanned') rows.set(key, row<BanRow>({ kind: 'ban', until: event.until }))
    else rows.delete(key)
  }
  for (const event of ofType(events, 'MemberMuted', 'MemberUnmuted')) {
    const key = muteKey(event.userId).text
    if (event.type === 'MemberMuted') rows.set(key, row<MuteRow>({ kind: 'mute', until: event.until }))
    else rows.delete(key)
  }
  const ofAll = ofType(events, 'ChannelMuted', 'ChannelUnmuted').at(-1)
  if (ofAll?.type === 'ChannelMuted')
    rows.set(channelMuteKey.text, row<ChannelMuteRow>({ kind: 'channelMute', until: ofAll.until }))
  for (const event of ofType(events, 'RateLimitSet', 'RateLimitLifted')) {
    const key = event.userId === null ? channelLimitKey : memberLimitKey(event.userId)
    if (event.type === 'RateLimitLifted') rows.delete(key.text)
    else {
      const { limit, windowSeconds, until } = event
      const is = { limit, windowSeconds, until }
      rows.set(
        key.text,
        event.userId === null
          ? row<ChannelLimitRow>({ kind: 'channelLimit', ...is })
          : row<MemberLimitRow>({ kind: 'memberLimit', ...is }),
      )
    }
  }
  const flags = new Map<MessageId, Set<UserId>>()
  for (const event of ofType(events, 'MessageFlagged', 'MessageUnflagged', 'FlagsCleared')) {
    const on = flags.get(event.messageId) ?? new Set()
    if (event.type === 'MessageFlagged') on.add(event.by)
    else if (event.type === 'MessageUnflagged') on.delete(event.by)
    else on.clear()
    flags.set(event.messageId, on)
  }
  for (const [messageId, userIds] of flags)
    if (userIds.size > 0) rows.set(flagsKey(messageId).text, row<FlagsRow>({ kind: 'flags', userIds }))
  const flagLimit = ofType(events, 'FlagLimitSet').at(-1)?.limit ?? null
  if (flagLimit !== null)
    rows.set(flagLimitKey.text, row<FlagLimitRow>({ kind: 'flagLimit', limit: flagLimit }))
  for (const { senderId, rate } of ofType(events, 'MessageSent'))
    if (rate !== undefined) rows.set(rateKey(senderId).text, row<RateRow>({ kind: 'rate', ...rate }))
  for (const event of events) {
    if (event.type !== 'MessageSent') rows.set(doneKey(event.commandId, event.by).text, { kind: 'done' })
  }
  return rows
}
