import type { DomainEvent } from './events/domain-event.ts'
import { ChannelId, TenantId, UserId } from './ids.ts'

/**
 * The stream of a channel: `channel-<tenant>.<channelId>`. The tenant is part of the name, so that no id, however
 * guessed, reaches into another tenant. A tenant has no dot, so that the name reads back in one way only.
 */
export const channelStream = (tenantId: TenantId, channelId: ChannelId): string =>
  `channel-${tenantId}.${channelId}`

/** The stream of what is one person's alone: `inbox-<tenant>.<userId>`. */
export const inboxStream = (tenantId: TenantId, userId: UserId): string => `inbox-${tenantId}.${userId}`

/** What the name of every stream of the engine begins with; the log may hold others, which are not ours. */
export const streamPrefixes: ReadonlyArray<string> = ['channel-', 'inbox-']

/** A stream of the engine, by what its name says. */
export type OwnStream =
  | { readonly kind: 'channel'; readonly tenantId: TenantId; readonly channelId: ChannelId }
  | { readonly kind: 'inbox'; readonly tenantId: TenantId; readonly userId: UserId }

const ownName = /^(channel|inbox)-([^.]*)\.(.*)$/su

/**
 * Whose stream a name names; undefined where it is none of the engine's. The whole name counts: `channel-tv` is
 * another program's, whatever it begins with.
 */
export const ownStreamOf = (name: string): OwnStream | undefined => {
  const [, kind, tenantId, rest] = ownName.exec(name) ?? []
  if (!TenantId.is(tenantId)) return undefined
  if (kind === 'channel') return ChannelId.is(rest) ? { kind, tenantId, channelId: rest } : undefined
  return kind === 'inbox' && UserId.is(rest) ? { kind, tenantId, userId: rest } : undefined
}

/** The stream that an event stands in: it follows from what the event says, and an event in any other is refused. */
export const streamOf = (event: DomainEvent): string => {
  switch (event.type) {
    case 'ReadMarked':
      return inboxStream(event.tenantId, event.userId)
    case 'ChannelCreated':
    case 'ChannelRenamed':
    case 'ChannelDescribed':
    case 'ChannelArchived':
    case 'MemberJoined':
    case 'MemberLeft':
    case 'MemberRoleChanged':
    case 'MessageSent':
    case 'MessageEdited':
    case 'MessageDeleted':
    case 'ReactionAdded':
    case 'ReactionRemoved':
      return channelStream(event.tenantId, event.channelId)
    default:
      return event satisfies never
  }
}
