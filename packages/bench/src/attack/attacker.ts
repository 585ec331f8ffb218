import { once } from 'node:events'
import { ownVersions } from '@parley/contract'
import { SignJWT } from 'jose'
import { WebSocket } from 'ws'

/** Somebody's connection, which says what it is told to; it takes answers as texts. */
export interface Attacker {
  readonly socket: WebSocket
  readonly say: (frame: object) => void
  /** Says a frame and resolves with its answer, however many messages come before. */
  readonly ask: (frame: object) => Promise<Answered>
  /** The bytes of the longest message so far, and of all. */
  readonly longest: () => number
  readonly bytes: () => number
}

/** What is looked at of an answer. */
interface Answered {
  readonly type: string
  readonly text: string
}

/** Opens a connection and authenticates. */
export const attackerAt = async (url: string, secret: string, name: string): Promise<Attacker> => {
  const token = await new SignJWT({ tenant: 'default' })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(name)
    .setExpirationTime('1h')
    .sign(new TextEncoder().encode(secret))
  const socket = new WebSocket(url, { maxPayload: 0 })
  socket.on('error', () => undefined)
  const waiting = new Map<number, (answer: Answered) => void>()
  let ids = 0
  let longest = 0
  let bytes = 0
  socket.on('message', (data: Buffer) => {
    longest = Math.max(longest, data.length)
    bytes += data.length
    const text = data.toString()
    for (const [, type = '', id] of text.matchAll(/"type":"(\w+)","id":(\d+)/g)) {
      const answer = waiting.get(Number(id))
      waiting.delete(Number(id))
      answer?.({ type, text })
    }
  })
  socket.on('close', () => {
    for (const answer of waiting.values()) answer({ type: 'closed', text: '' })
    waiting.clear()
  })
  await once(socket, 'open')
  const ask = (frame: object): Promise<Answered> => {
    ids += 1
    const id = ids
    const { promise, resolve } = Promise.withResolvers<Answered>()
    waiting.set(id, resolve)
    socket.send(JSON.stringify({ ...frame, id }))
    return promise
  }
  const welcome = await ask({ type: 'authenticate', version: ownVersions, token })
  if (welcome.type !== 'authenticated') throw new Error(welcome.text)
  return {
    socket,
    say: (frame) => {
      ids += 1
      socket.send(JSON.stringify({ ...frame, id: ids }))
    },
    ask,
    longest: () => longest,
    bytes: () => bytes,
  }
}
