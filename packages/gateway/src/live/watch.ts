import type { LiveUpdate } from '@parley/live'
import type { ChannelId, Position, TenantId, UserId } from '@parley/domain'

/** One authenticated session, as those see it who have something to tell it. */
export interface Client {
  readonly tenantId: TenantId
  readonly userId: UserId
  readonly watches: Map<ChannelId, Watch>
  /**
   * The newest position that it was told of, by an update, by the acceptance of a command, or before it came: no answer
   * that it gets is older.
   */
  toldTo: Position
  /** Whether so much waits in its socket that nothing that can be had again should be added. */
  readonly isSlow: () => boolean
  readonly push: (frame: string | Uint8Array) => void
  readonly pushSeveral: (frames: Uint8Array) => void
  /** It misses something of a channel: ends the watch, and tells it so when its socket has room again. */
  readonly leaveOut: (channelId: ChannelId) => void
  /** A watch of it has ended. */
  readonly watchEnded: (channelId: ChannelId) => void
}

/** A session watches a channel. */
export interface Watch {
  readonly client: Client
  readonly room: Room
  /** Whether it wants to be told who comes and goes. */
  readonly presence: boolean
  /** The revision of the last update that it has; -1: none. */
  revision: number
  /** What came while its beginning is being read; undefined: it is live, and gets what comes. */
  held: Array<LiveUpdate> | undefined
  /** The characters of all that came meanwhile. */
  heldCharacters: number
  /** Whether its person counts as online by it: from when it is live, or at once where it takes another's place. */
  present: boolean
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
