import { type Accepted, type Client, connect } from '@parley/client'
import {
  certain,
  type ChannelId,
  ChannelName,
  type MessageId,
  MessageText,
  noDescription,
  UserId,
} from '@parley/domain'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'

/** Somebody who chats without a window, by the SDK alone. */
export interface Talker {
  readonly client: Client
  readonly create: (channel: string, ...members: ReadonlyArray<string>) => Promise<ChannelId>
  /** Sends a message, or a reply, and gives its id once the server has it. */
  readonly say: (channelId: ChannelId, text: string, parentId?: MessageId) => Promise<MessageId>
  /** Sends `word 1`, `word 2` and so on at once, and waits until the server has all. */
  readonly sayMany: (channelId: ChannelId, word: string, count: number) => Promise<ReadonlyArray<MessageId>>
}

const Handed = t.type({ token: t.string })

const tokenFor = async (url: string, name: string): Promise<string> => {
  const response = await fetch(`${url}/dev/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name }),
  })
  const handed = Handed.decode(await response.json())
  if (E.isLeft(handed)) throw new Error('The server hands out no tokens')
  return handed.right.token
}

const accepted = async (answer: ReturnType<Client['send']>): Promise<Accepted> => {
  const settled = await answer
  if (E.isLeft(settled)) throw new Error(`turned down: ${JSON.stringify(settled.left)}`)
  return settled.right
}

export const talkerAt = (url: string, name: string): Talker => {
  const client = connect({ url: `${url.replace('http', 'ws')}/ws`, token: () => tokenFor(url, name) })
  const say: Talker['say'] = async (channelId, text, parentId) => {
    const body = { kind: 'text', text: certain(MessageText, text) } as const
    const message = parentId === undefined ? { channelId, body } : { channelId, body, parentId }
    const { messageId } = (await accepted(client.send(message))).result
    if (messageId === undefined) throw new Error('A message without an id')
    return messageId
  }
  return {
    client,
    create: async (channel, ...members) => {
      const { result } = await accepted(
        client.command({
          type: 'CreateChannel',
          channelType: 'standard',
          name: certain(ChannelName, channel),
          description: noDescription,
          members: members.map((member) => certain(UserId, member)),
        }),
      )
      if (result.channelId === undefined) throw new Error('A channel without an id')
      return result.channelId
    },
    say,
    sayMany: (channelId, word, count) =>
      Promise.all(Array.from({ length: count }, (_, index) => say(channelId, `${word} ${index + 1}`))),
  }
}
