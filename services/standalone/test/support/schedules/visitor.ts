import type { Query } from '@parley/contract'
import type { ChannelId, Revision, UserId } from '@parley/domain'
import { readServerMessage } from '@parley/protocol'
import type { ClientFrame } from '@parley/protocol'
import { socketOver } from './sdk-socket.ts'
import type { Wire } from './wire.ts'

type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never
type Asked = Without<Extract<ClientFrame, { readonly id: number }>, 'id'>

/** Somebody without a client, who says frames as the protocol has them and keeps nothing. */
export interface Visitor {
  /**
   * Asks to watch, and gives as text all that came since the answer before and up to this one, or up to the end of the
   * connection.
   */
  readonly watch: (channelId: ChannelId, after: Revision | undefined) => Promise<string>
  readonly query: (query: Query) => Promise<string>
  readonly leave: () => void
}

export const visitor = (userId: UserId, { client }: Wire): Visitor => {
  const socket = socketOver(client)
  const waiting = new Map<number, (text: string) => void>()
  let ids = 0
  let closed = false
  let came: Array<string> = []
  const open = Promise.withResolvers<void>()
  const textSoFar = (): string => {
    const text = came.join('\n')
    came = []
    return text
  }
  socket.onopen = () => open.resolve()
  const end = (): void => {
    closed = true
    open.resolve()
    for (const answer of waiting.values()) answer(textSoFar())
    waiting.clear()
  }
  socket.onclose = end
  socket.onmessage = ({ data }) => {
    for (const frame of readServerMessage(String(data)) ?? []) {
      came.push(JSON.stringify(frame))
      if (!('id' in frame) || frame.id === undefined) continue
      waiting.get(frame.id)?.(textSoFar())
      waiting.delete(frame.id)
    }
  }
  const say = (frame: Asked): Promise<string> => {
    if (closed) return Promise.resolve('')
    ids += 1
    const { promise, resolve } = Promise.withResolvers<string>()
    waiting.set(ids, resolve)
    socket.send(JSON.stringify({ ...frame, id: ids }))
    return promise
  }
  const entered = open.promise.then(() => say({ type: 'authenticate', version: 1, token: userId }))
  const ask = async (frame: Asked): Promise<string> => {
    await entered
    return say(frame)
  }
  return {
    watch: (channelId, after) =>
      ask({ type: 'subscribe', channels: [{ channelId, ...(after === undefined ? {} : { after }) }] }),
    query: (query) => ask({ type: 'query', query }),
    leave: () => {
      end()
      client.destroy()
    },
  }
}
