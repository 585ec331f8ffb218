import { createHash } from 'node:crypto'
import {
  certain,
  type Command,
  type ChannelId,
  ChannelName,
  channelIdOf,
  CommandId,
  conversationIdOf,
  type TenantId,
  type Timestamp,
  timestampOf,
  TypedChannelName,
  type UserId,
} from '@parley/domain'
import { conversationType, everyonesChannelType } from '@parley/domain/permissions'
import { descriptionOf } from '@parley/import-kit'
import * as E from 'fp-ts/lib/Either.js'
import type { SlackChannel } from './channel-list.ts'

/** Who creates the channels of imported workspaces, and owns them with whoever created them there. */
const importer = 'slack-import' as UserId

/** What every command of a channel says. */
interface Facts {
  readonly tenantId: TenantId
  readonly channelId: ChannelId
  readonly by: UserId
  readonly at: Timestamp
  readonly commandId: CommandId
}

/** A channel as it is imported: how it begins, and how people come and go. */
export interface Room {
  readonly facts: (by: UserId, at: Timestamp, what: string) => Facts
  /** Who does what the export says of nobody. */
  readonly keeper: UserId
  /** Who is in it from its beginning on, which `create` names. */
  readonly first: ReadonlyArray<UserId>
  readonly create: (at: Timestamp, name: string, description: string) => Command
  /** Has somebody in; null where nobody can be. */
  readonly join: (who: UserId, at: Timestamp, what: string) => Command | null
  readonly leave: (who: UserId, at: Timestamp, what: string) => Command | null
}

/** When something with this `ts`, or of these seconds, was. */
export const timeOf = (seconds: string | number): Timestamp =>
  timestampOf(new Date(Math.floor(Number(seconds) * 1_000)))

/** A channel's name of what it was called; its id where that can be none. */
export const nameOf = (called: string, { id }: SlackChannel): ChannelName => {
  const name = TypedChannelName.decode(called)
  return E.isRight(name) ? name.right : certain(ChannelName, id)
}

/** Tells people apart in names of commands, which have no room for any name. */
const mark = (who: UserId): string => createHash('sha256').update(who).digest('hex').slice(0, 16)

/** The conversation of two people. */
const conversation = (tenantId: TenantId, { id }: SlackChannel, one: UserId, other: UserId): Room => {
  const channelId = conversationIdOf(tenantId, one, other)
  const facts: Room['facts'] = (by, at, what) => ({ tenantId, channelId, by, at, commandId: named(id, what) })
  return {
    facts,
    keeper: one,
    first: [one, other],
    create: (at) => ({ type: 'OpenConversation', ...facts(one, at, 'open'), withUserId: other }),
    join: () => null,
    leave: () => null,
  }
}

const named = (id: string, what: string): CommandId => certain(CommandId, `slack:${id}:${what}`)

/** The room that a channel becomes. Left: why it becomes none. */
export const roomOf = (
  tenantId: TenantId,
  channel: SlackChannel,
  members: ReadonlyArray<UserId>,
): E.Either<string, Room> => {
  const { becomes, id } = channel
  if (becomes === conversationType) {
    const [one, other, more] = [...new Set(members)].toSorted()
    return one === undefined || other === undefined || more !== undefined
      ? E.left('is no conversation of two people')
      : E.right(conversation(tenantId, channel, one, other))
  }
  const channelId = channelIdOf(tenantId, importer, named(id, 'create'))
  const facts: Room['facts'] = (by, at, what) => ({ tenantId, channelId, by, at, commandId: named(id, what) })
  return E.right({
    facts,
    keeper: importer,
    first: [importer],
    create: (at, name, description) => ({
      type: 'CreateChannel',
      ...facts(importer, at, 'create'),
      channelType: becomes,
      name: nameOf(name, channel),
      description: descriptionOf(description),
      members: [],
    }),
    join: (who, at, what) =>
      becomes === everyonesChannelType
        ? { type: 'JoinChannel', ...facts(who, at, `${what}:join:${mark(who)}`) }
        : { type: 'AddMember', ...facts(importer, at, `${what}:join:${mark(who)}`), userId: who },
    leave: (who, at, what) => ({ type: 'LeaveChannel', ...facts(who, at, `${what}:leave:${mark(who)}`) }),
  })
}
