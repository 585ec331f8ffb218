import { type Audience, audienceOf } from '@parley/domain'
import type { ChannelId, DomainEvent, Position, Revision, TenantId, UserId } from '@parley/domain'
import type { Update } from '@parley/contract'

/** An event of ours, with where it stands in the log. */
export interface Committed {
  readonly event: DomainEvent
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
  /** Whether everybody who watches the channel is told, the person alone, or nobody: who moderates is not known here. */
  readonly scope: 'channel' | 'inbox' | 'moderators'
  readonly event: DomainEvent
  /** The protocol's `Update`, serialised once for everybody. It may tell less than `event`: see `inHindsight`. */
  readonly json: string
}

/** Whom an event is addressed to, watching its channel or not. */
export const addressees = (event: DomainEvent): ReadonlyArray<UserId> => {
  const audience = audienceOf(event)
  switch (audience._tag) {
    case 'watchers':
      return audience.and
    case 'person':
      return [audience.userId]
    case 'moderators':
      return []
    default:
      return audience satisfies never
  }
}

const scopeOf = ({ _tag }: Audience): LiveUpdate['scope'] => {
  switch (_tag) {
    case 'watchers':
      return 'channel'
    case 'person':
      return 'inbox'
    case 'moderators':
      return 'moderators'
    default:
      return _tag satisfies never
  }
}

const textOf = (update: Update): string => JSON.stringify(update)

/** What an event changed, for those who watch. Pure; the only place where an update becomes text. */
export const updateOf = ({ event, revision, position }: Committed): LiveUpdate => ({
  position,
  revision,
  tenantId: event.tenantId,
  channelId: event.channelId,
  userIds: addressees(event),
  scope: scopeOf(audienceOf(event)),
  event,
  json: textOf({ revision, position, event }),
})

/** An update whose text tells less than its event says. */
export const retold = (update: LiveUpdate, event: Update['event']): LiveUpdate => ({
  ...update,
  json: textOf({ revision: update.revision, position: update.position, event }),
})
