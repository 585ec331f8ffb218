import { type Client, connect } from '@parley/client'
import { certain, ChannelName, MessageText, noDescription } from '@parley/domain'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'

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

/** Has somebody say `line 1 of a long talk` and so on, in a channel of their own. */
export const sayMuch = async (url: string, name: string, channel: string, lines: number): Promise<void> => {
  const client = connect({ url: `${url.replace('http', 'ws')}/ws`, token: () => tokenFor(url, name) })
  const created = await client.command({
    type: 'CreateChannel',
    channelType: 'standard',
    name: certain(ChannelName, channel),
    description: noDescription,
    members: [],
  })
  if (E.isLeft(created) || created.right.result.channelId === undefined) throw new Error('not created')
  await Promise.all(linesOf(client, created.right.result.channelId, lines))
  client.close()
}

const linesOf = (client: Client, channelId: Parameters<Client['open']>[0], lines: number) =>
  Array.from({ length: lines }, (_, index) =>
    client.send({
      channelId,
      body: { kind: 'text', text: certain(MessageText, `line ${index + 1} of a long talk`) },
    }),
  )
