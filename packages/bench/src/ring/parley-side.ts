import { once } from 'node:events'
import type { CommandId, UserId } from '@parley/domain'
import { everyonesChannelType } from '@parley/domain/permissions'
import type { ClientFrame } from '@parley/protocol'
import { ownVersions } from '@parley/contract'
import { decodeServerMessage } from '@parley/protocol'
import * as E from 'fp-ts/lib/Either.js'
import { SignJWT } from 'jose'
import { WebSocket } from 'ws'
import { memberName, type Side } from './side.ts'

/** A person's token, good for as long as any bench takes. */
export const tokenFor = (who: string, secret: string): Promise<string> =>
  new SignJWT({ tenant: 'default' })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(who)
    .setExpirationTime('1h')
    .sign(new TextEncoder().encode(secret))

/** Parley's own protocol. `secret` signs the members' tokens. */
export const parleySide = (address: string, secret: string): Side => {
  const url = `${address.replace('http', 'ws')}/ws`

  const ask = async (
    socket: WebSocket,
    frame: { readonly id: number; readonly [field: string]: unknown },
  ) => {
    socket.send(JSON.stringify(frame))
    for (;;) {
      const [data] = (await once(socket, 'message')) as [Buffer]
      const frames = decodeServerMessage(data.toString())
      // Updates come as soon as something is committed, before its answer too.
      const answer = E.isRight(frames)
        ? frames.right.find((one) => 'id' in one && one.id === frame.id)
        : undefined
      if (E.isLeft(frames) || answer?.type === 'error' || answer?.type === 'rejected')
        throw new Error(
          `${JSON.stringify(frame).slice(0, 200)} was answered by ${data.toString().slice(0, 500)}`,
        )
      if (answer !== undefined) return answer
    }
  }
  const open = async (who: string): Promise<WebSocket> => {
    const token = await tokenFor(who, secret)
    const socket = new WebSocket(url)
    await once(socket, 'open')
    await ask(socket, { type: 'authenticate', id: 0, version: ownVersions, token } satisfies ClientFrame)
    return socket
  }

  return {
    name: 'Parley',
    prepare: async (channels, members) => {
      const run = crypto.randomUUID()
      const ids: string[] = []
      for (let channel = 0; channel < channels; channel += 1) {
        const socket = await open(memberName(channel, 0))
        const accepted = await ask(socket, {
          type: 'command',
          id: 1,
          command: {
            type: 'CreateChannel',
            commandId: `${run}-${channel}` as CommandId,
            channelType: everyonesChannelType,
            name: `bench ${channel}`,
            description: '',
            members: Array.from({ length: members }, (_, i) => memberName(channel, i) as UserId),
          },
        })
        if (accepted.type !== 'accepted' || accepted.result.channelId === undefined)
          throw new Error(`the channel was not created: ${accepted.type}`)
        ids.push(accepted.result.channelId)
        // Asked at the position of the acknowledgement, so that whoever connects next is known as a member.
        await ask(socket, {
          type: 'query',
          id: 2,
          query: { type: 'conversation', channelId: accepted.result.channelId, atLeast: accepted.position },
        })
        socket.terminate()
      }
      return ids
    },
    connect: async (channelId, who) => {
      const socket = await open(who)
      await ask(socket, { type: 'subscribe', id: 1, channels: [{ channelId }] })
      return socket
    },
    frame: (channelId, _who, text, number) =>
      JSON.stringify({
        type: 'command',
        id: number,
        command: {
          type: 'SendMessage',
          clientMessageId: `${number}`,
          channelId,
          feedId: 'main',
          parentId: null,
          body: { kind: 'text', text },
        },
      }),
    acknowledged: /"type":"accepted","id":(\d+)/g,
  }
}
