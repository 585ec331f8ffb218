import type { Client, UnnamedCommand } from '@parley/client'
import type { ChannelId, UserId } from '@parley/domain'
import * as sample from '@parley/domain/testing'
import * as E from 'fp-ts/lib/Either.js'
import { seen } from './engine.ts'
import type { Random } from './random.ts'

/** Several people at work, and where. */
export interface Group {
  readonly names: ReadonlyArray<string>
  readonly clients: ReadonlyArray<Client>
  readonly channels: ChannelId[]
}

const words = ['tea?', 'yes', 'at four', 'nobody is here', 'see you', '☕', 'later', 'who brings the cups?']
const reactions = ['👍', 'tea', '☕']

/** Creates a channel with members, and gives its id. */
export const create = async (
  client: Client,
  members: ReadonlyArray<string>,
  channelType: 'standard' | 'private' | 'broadcast' = 'standard',
): Promise<ChannelId> => {
  const answer = await client.command({
    type: 'CreateChannel',
    channelType,
    name: sample.channelName('tea'),
    description: sample.description(''),
    members: members.map(sample.userId),
  })
  if (E.isLeft(answer) || answer.right.result.channelId === undefined)
    throw new Error(`no channel: ${JSON.stringify(answer)}`)
  return answer.right.result.channelId
}

/** One thing that one of them does: much of it is accepted, some of it rejected. Resolves when it is answered. */
export const act = async ({ names, clients, channels }: Group, r: Random): Promise<void> => {
  const client = r.pick(clients)
  const userId: UserId = sample.userId(r.pick(names))
  const channelId = r.pick(channels)
  const messages = r.pick(clients).state().timelines.get(channelId)?.messages ?? []
  const old = messages.length === 0 ? undefined : r.pick(messages)
  const command = commandOf(r, channelId, userId, old)
  if (command !== null) return void (await client.command(command))
  if (r.chance(0.1)) return client.markRead(channelId)
  const parent = old !== undefined && r.chance(0.35) ? { parentId: old.messageId } : {}
  const sent = await client.send({ channelId, body: sample.text(r.pick(words)), ...parent })
  if (E.isLeft(sent))
    for (const { clientMessageId, failure } of client.state().pending)
      if (failure !== null) client.discard(clientMessageId)
}

const commandOf = (
  r: Random,
  channelId: ChannelId,
  userId: UserId,
  old: { readonly messageId: Parameters<Client['openThread']>[1]; readonly segment: number } | undefined,
): UnnamedCommand | null => {
  const dice = r.below(100)
  if (dice < 4) return { type: 'JoinChannel', channelId }
  if (dice < 7) return { type: 'LeaveChannel', channelId }
  if (dice < 12) return { type: 'AddMember', channelId, userId }
  if (dice < 15) return { type: 'RemoveMember', channelId, userId }
  if (dice < 18)
    return { type: 'ChangeRole', channelId, userId, role: r.pick(['admin', 'moderator', 'member']) }
  if (dice < 20)
    return { type: 'RenameChannel', channelId, name: sample.channelName(r.pick(['tea', 'coffee', 'cake'])) }
  if (dice < 21)
    return { type: 'DescribeChannel', channelId, description: sample.description(r.pick(['', 'hot'])) }
  if (old === undefined || dice > 55) return null
  const { messageId, segment } = old
  if (dice < 24)
    return { type: 'MarkRead', channelId, feedId: sample.feedId('main'), segment: sample.segment(segment) }
  if (dice < 34) return { type: 'EditMessage', channelId, messageId, body: sample.text(r.pick(words)) }
  if (dice < 40) return { type: 'DeleteMessage', channelId, messageId }
  if (dice < 52)
    return { type: 'AddReaction', channelId, messageId, name: sample.reactionName(r.pick(reactions)) }
  return { type: 'RemoveReaction', channelId, messageId, name: sample.reactionName(r.pick(reactions)) }
}

/** Resolves when a client is connected and shows what is there. */
export const online = (client: Client): Promise<boolean> => seen(client, ({ status }) => status === 'online')
