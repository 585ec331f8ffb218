import { type Update, withheld } from '@parley/contract'
import { type Audience, audienceOf, comesAndGoes, rowChangesOf, streamKindOf } from '@parley/domain'
import type {
  ChannelId,
  DomainEvent,
  NamesAChannel,
  Position,
  Revision,
  TenantId,
  ToldEvent,
  UserId,
} from '@parley/domain'
import { changesOf } from '@parley/read-models'
import { causeOf } from './cause.ts'

/** An event of ours, with where it stands in the log. */
export interface Committed<Event extends DomainEvent = DomainEvent> {
  readonly event: Event
  readonly revision: Revision
  readonly position: Position
}

/** What one event changed, for whoever watches. */
export interface LiveUpdate {
  readonly position: Position
  /** In the event's own stream: the channel's, or the inbox's. */
  readonly revision: Revision
  readonly tenantId: TenantId
  readonly channelId: ChannelId
  /**
   * Whose it is beyond those who watch the channel: of somebody who joined, was added, left, was removed or changed
   * role, that person (the two of a new conversation join it, each by an update); of an inbox, its owner, and nobody
   * who watches.
   */
  readonly userIds: ReadonlyArray<UserId>
  /** Who is told: all who watch the channel, or the person alone. */
  readonly audience: 'watchers' | 'person'
  /** Who becomes a member by it. */
  readonly comes: ReadonlyArray<UserId>
  /** Who is a member no more: their watch ends with it. */
  readonly goes: ReadonlyArray<UserId>
  /** The channel is no more: all watches of it end with it. */
  readonly ends: boolean
  readonly event: DomainEvent
  /** The protocol's `Update`, serialised once for everybody. It may tell less than `event` changed: see `inHindsight`. */
  readonly json: string
}

/** Whom an event is addressed to, watching its channel or not. */
export const addressees = (event: DomainEvent): ReadonlyArray<UserId> => namedBy(audienceOf(event))

const namedBy = (audience: Audience): ReadonlyArray<UserId> => {
  switch (audience._tag) {
    case 'watchers':
      return audience.and
    case 'person':
      return [audience.userId]
    case 'moderators':
    // What people say of themselves is told in a way of its own.
    case 'acquainted':
    case 'nobody':
      return []
    default:
      return audience satisfies never
  }
}

/** Whether it stands in a stream that is one person's own: no revision of a channel's is its. */
const isOwn = (event: ToldEvent): boolean => streamKindOf(event).whose === 'person'

/**
 * The update as text. Of what is for moderators alone all who watch, moderators too, get the revision and the time, and
 * no more: who moderates is not known here.
 */
const textOf = (
  event: ToldEvent,
  audience: Audience['_tag'],
  { revision, position, channelId }: Omit<Committed, 'event'> & { readonly channelId: ChannelId },
): string => {
  const isWithheld = audience === 'moderators'
  const update: Update = {
    revision,
    position,
    channelId,
    ...(isOwn(event) ? { own: true } : {}),
    cause: isWithheld ? { type: withheld, at: event.at } : causeOf(event),
    changes: isWithheld ? [] : [...changesOf({ event, revision, position })],
  }
  return JSON.stringify(update)
}

/** What an event changed, for those who watch. Pure; the only place where an update becomes text. */
export const updateOf = ({ event, revision, position }: Committed<NamesAChannel>): LiveUpdate => {
  const audience = audienceOf(event)
  const { channelId } = event
  return {
    position,
    revision,
    tenantId: event.tenantId,
    channelId,
    userIds: namedBy(audience),
    audience: isOwn(event) ? 'person' : 'watchers',
    ...comesAndGoes(rowChangesOf(event)),
    event,
    json: textOf(event, audience._tag, { revision, position, channelId }),
  }
}

/** Whether somebody is a member no more by it, if they were one. */
export const goesBy = ({ goes, ends }: Pick<LiveUpdate, 'goes' | 'ends'>, userId: UserId): boolean =>
  ends || goes.includes(userId)

/** Whether somebody joins or leaves by it: their own watch does not simply go on. */
export const comesOrGoes = (update: LiveUpdate, userId: UserId): boolean =>
  update.comes.includes(userId) || goesBy(update, userId)

/** An update whose text tells less than its event says. */
export const retold = (update: LiveUpdate, event: ToldEvent): LiveUpdate => ({
  ...update,
  json: textOf(event, audienceOf(update.event)._tag, update),
})
