import type { ChannelId, TenantId, UserId } from '@parley/domain'
import { keyOf, type Where } from './ephemeral.ts'

/** A session of this gateway, as those see it who have something for the moment to tell it. */
export interface Client {
  readonly tenantId: TenantId
  readonly userId: UserId
  /** Whether so much waits in its socket that nothing that can be had again should be added. */
  readonly isSlow: () => boolean
  readonly push: (frame: string | Uint8Array) => void
  readonly pushSeveral: (frames: Uint8Array) => void
  /** It misses something of a channel: ends the watch, and tells it so when its socket has room again. */
  readonly leaveOut: (channelId: ChannelId) => void
}

/** The sessions of this gateway that watch a channel, and which of them want to be told who comes and goes. */
export interface Watchers {
  readonly add: (channelId: ChannelId, client: Client, presence: boolean) => void
  readonly remove: (channelId: ChannelId, client: Client) => void
  readonly has: (channelId: ChannelId, client: Client) => boolean
  /** Each with whether it wants to be told who comes and goes. */
  readonly of: (where: Where) => ReadonlyMap<Client, boolean>
}

const nobody: ReadonlyMap<Client, boolean> = new Map()

export const watchers = (): Watchers => {
  const channels = new Map<string, Map<Client, boolean>>()
  return {
    add: (channelId, client, presence) => {
      const key = keyOf({ tenantId: client.tenantId, channelId })
      const clients = channels.get(key)
      if (clients === undefined) channels.set(key, new Map([[client, presence]]))
      else clients.set(client, presence)
    },
    remove: (channelId, client) => {
      const key = keyOf({ tenantId: client.tenantId, channelId })
      const clients = channels.get(key)
      clients?.delete(client)
      if (clients?.size === 0) channels.delete(key)
    },
    has: (channelId, client) =>
      channels.get(keyOf({ tenantId: client.tenantId, channelId }))?.has(client) ?? false,
    of: (where) => channels.get(keyOf(where)) ?? nobody,
  }
}
