import type { ChannelId, Position, TenantId, UserId } from '@parley/domain'
import type { LiveUpdate } from '@parley/live'
import type { Listener } from './listener.ts'

/** One session of somebody, as far as it is told things. */
export interface Session {
  readonly tenantId: TenantId
  readonly userId: UserId
  readonly listener: Listener
  readonly watches: Map<ChannelId, Watch>
  /**
   * The newest position that it was told of, by an update, by the acceptance of a command, or before it came, or that it
   * missed: no answer that it gets is older.
   */
  toldTo: Position
}

/** A session watches a channel. */
export interface Watch {
  readonly session: Session
  readonly room: Room
  /** The revision of the last update that it has; -1: none. */
  revision: number
  /** What came while its beginning is being read; undefined: it is live, and gets what comes. */
  held: Array<LiveUpdate> | undefined
  /** The characters of all that came meanwhile. */
  heldCharacters: number
  /** Whether its listener counts it as begun: from when it is live, or at once where it takes another's place. */
  begun: boolean
  /** More was to be held than may be: it has missed something. */
  overflowed: boolean
  /** What waits until this revision has come by. */
  awaited: { readonly revision: number; readonly come: () => void } | undefined
  ended: boolean
}

/** A channel that somebody in this process watches. */
export interface Room {
  readonly tenantId: TenantId
  readonly channelId: ChannelId
  readonly watches: Set<Watch>
}

/** Nothing that is read for somebody is to be older than what they have been told. */
export const toldTo = (session: Session, told: { readonly position: Position } | undefined): void => {
  if (told !== undefined && told.position > session.toldTo) session.toldTo = told.position
}

/** The channels that updates are of. */
export const channelsOf = (updates: ReadonlyArray<LiveUpdate>): ReadonlySet<ChannelId> =>
  new Set(updates.map(({ channelId }) => channelId))
