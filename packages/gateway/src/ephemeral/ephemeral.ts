import type { ChannelId, FeedId, MessageId, TenantId, UserId } from '@parley/domain'

/** A channel. */
export interface Where {
  readonly tenantId: TenantId
  readonly channelId: ChannelId
}

/** A channel as one text. A tenant has no dot, so that it reads back in one way only. */
export const keyOf = ({ tenantId, channelId }: Where): string => `${tenantId}.${channelId}`

/** Somebody began or ended to write, in a feed of a channel or in a thread of it. */
export interface Typing extends Where {
  readonly userId: UserId
  readonly feedId: FeedId
  readonly parentId: MessageId | null
  readonly typing: boolean
}

/** Somebody is there now, or is no longer. */
export interface Presence extends Where {
  readonly userId: UserId
  readonly online: boolean
}

/** Those in this process to whom it is told. */
export interface Audience {
  readonly typing: (typing: Typing) => void
  readonly presence: (presence: Presence) => void
}

/**
 * What is true for the moment only: it never touches the log or a table. An implementation that spans processes
 * takes the place of the local one; a session does not see the difference.
 */
export interface Ephemeral {
  readonly typing: (typing: Typing) => void
  /** One more session of somebody watches a channel, or one fewer. */
  readonly watching: (where: Where, userId: UserId, watching: boolean) => void
  /** Who is there. */
  readonly online: (where: Where) => ReadonlyArray<UserId>
}

/** Makes one that tells these, who are connected to this process. */
export type EphemeralOf = (audience: Audience) => Ephemeral
