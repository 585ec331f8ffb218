import { once } from 'node:events'
import { ownVersions } from '@parley/contract'
import { maxSubscribe } from '@parley/protocol'
import { WebSocket } from 'ws'

/** What coming back took. */
export interface Resumed {
  /** Milliseconds from opening the connection until the list was there (NaN: not known), and until everything was. */
  readonly listed: number
  readonly all: number
  /** WebSocket messages, and their bytes. */
  readonly messages: number
  readonly bytes: number
}

/** A page of the list is so long at the most. */
const page = 200

/**
 * Comes back over the bare protocol as the SDK does: is let in, asks for the list page by page, and watches its
 * channels, each after a revision, a hundred in a frame, one frame after the other. What comes is not decoded.
 */
export const resumeRaw = async (
  url: string,
  token: string,
  watches: ReadonlyArray<{ readonly channelId: string; readonly after?: number }>,
): Promise<Resumed> => {
  const began = performance.now()
  const socket = new WebSocket(url, { maxPayload: 0 })
  let messages = 0
  let bytes = 0
  let seek: { readonly answer: Buffer; readonly came: (message: Buffer) => void } | undefined
  socket.on('message', (message: Buffer) => {
    messages += 1
    bytes += message.length
    if (seek !== undefined && message.includes(seek.answer)) seek.came(message)
  })
  await once(socket, 'open')
  let ids = 0
  const ask = (frame: object, type: string): Promise<Buffer> => {
    ids += 1
    const { promise, resolve } = Promise.withResolvers<Buffer>()
    seek = { answer: Buffer.from(`"type":"${type}","id":${ids},`), came: resolve }
    socket.send(JSON.stringify({ ...frame, id: ids }))
    return promise
  }
  await ask({ type: 'authenticate', version: ownVersions, token }, 'authenticated')
  for (let before = {}; ; ) {
    const query = { type: 'conversations', limit: page, ...before }
    const text = (await ask({ type: 'query', query }, 'result')).toString()
    const { result } = JSON.parse(text) as ConversationsFrame
    const last = result.conversations.at(-1)?.channel
    if (!result.more || last === undefined) break
    before = { before: last.lastActivityAt, beforeChannel: last.channelId }
  }
  const listed = performance.now() - began
  for (let from = 0; from < watches.length; from += maxSubscribe)
    await ask({ type: 'subscribe', channels: watches.slice(from, from + maxSubscribe) }, 'subscribed')
  const all = performance.now() - began
  socket.terminate()
  return { listed, all, messages, bytes }
}

interface ConversationsFrame {
  readonly result: {
    readonly more: boolean
    readonly conversations: ReadonlyArray<{
      readonly channel: { readonly channelId: string; readonly lastActivityAt: string }
    }>
  }
}
