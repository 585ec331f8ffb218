import { certain } from './certain.ts'
import type { DomainEvent } from './events/domain-event.ts'
import { ChannelId, type CommandId, MessageId, type TenantId, type UserId } from './ids.ts'
import { partOf } from './inbox/rows.ts'
import { namespaceOf, uuidOfName } from './uuid-of-name.ts'

/**
 * Names that follow from other names (UUID version 5, RFC 9562): the same command, sent again to any node after
 * any crash, speaks of the same channel, the same message and the same events.
 */
const parley = namespaceOf('b6f1c3d2-6f0a-5b8e-9a35-5d0f6f3c7e21')

// JSON keeps the parts apart, whatever characters they hold.
const derive = (...parts: ReadonlyArray<string | number>): string => uuidOfName(parley, JSON.stringify(parts))

/** The id of the channel that this command of this person creates. */
export const channelIdOf = (tenantId: TenantId, by: UserId, commandId: CommandId): ChannelId =>
  certain(ChannelId, derive('channel', tenantId, by, commandId))

/** The id of the conversation of two people, in whichever order they are named. */
export const conversationIdOf = (tenantId: TenantId, one: UserId, other: UserId): ChannelId =>
  certain(ChannelId, derive('conversation', tenantId, ...[one, other].toSorted()))

/** The id of the message that a person sends to a channel under this `clientMessageId`. */
export const messageIdOf = (
  tenantId: TenantId,
  channelId: ChannelId,
  by: UserId,
  clientMessageId: CommandId,
): MessageId => certain(MessageId, derive('message', tenantId, channelId, by, clientMessageId))

/**
 * The id of an event that stands at `index` among those that its command made in a stream. It holds what makes the
 * command once and no more: for a message its own id, for a cursor how far it went, for all else the command's name.
 * So a name that a client uses twice, by mistake, never gives two events one id.
 */
export const eventIdOf = (stream: string, event: DomainEvent, index: number): string => {
  switch (event.type) {
    case 'MessageSent':
      // The message's own id names its sending: no second hash for what happens most.
      return event.messageId
    case 'ReadMarked':
      return derive(
        'event',
        stream,
        event.type,
        event.channelId,
        event.feedId,
        event.segment,
        ...(event.parentId === undefined ? [] : [partOf(event)]),
      )
    case 'ChannelCreated':
    case 'ChannelRenamed':
    case 'ChannelDescribed':
    case 'ChannelArchived':
    case 'MemberJoined':
    case 'MemberLeft':
    case 'MemberRoleChanged':
    case 'MessageEdited':
    case 'MessageDeleted':
    case 'ReactionAdded':
    case 'ReactionRemoved':
      return derive('event', stream, event.by, event.commandId, index)
    default:
      return event satisfies never
  }
}
