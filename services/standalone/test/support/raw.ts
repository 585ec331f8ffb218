import { once } from 'node:events'
import type { TenantId } from '@parley/domain'
import { type ClientFrame, decodeServerMessage, type ServerFrame } from '@parley/protocol'
import * as E from 'fp-ts/lib/Either.js'
import { WebSocket } from 'ws'
import { tokenOf } from './engine.ts'
import { tenantId } from './log.ts'

type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never
type Asked = Without<Extract<ClientFrame, { readonly id: number }>, 'id'>

/** A socket that says what it is told to, right or wrong, and hands out what it hears. */
export interface Raw {
  readonly socket: WebSocket
  /** Says anything at all. */
  readonly say: (what: string | Buffer) => void
  /** The next frame that matches and was not taken yet. */
  readonly hears: (what: (frame: ServerFrame) => boolean) => Promise<ServerFrame>
  /** Sends a frame with a number, and gives its answer. */
  readonly ask: (frame: Asked) => Promise<ServerFrame>
  /** All that came and was not taken. */
  readonly rest: () => ReadonlyArray<ServerFrame>
  readonly closed: Promise<number>
}

export const rawAt = async (url: string): Promise<Raw> => {
  const socket = new WebSocket(url)
  let frames: ServerFrame[] = []
  const heard = new Set<() => void>()
  socket.on('message', (data: Buffer) => {
    const decoded = decodeServerMessage(data.toString())
    if (E.isLeft(decoded)) throw new Error(`unreadable: ${data.toString()}`)
    frames.push(...decoded.right)
    for (const listener of heard) listener()
  })
  socket.on('error', () => {})
  const closed = new Promise<number>((resolve) => socket.once('close', resolve))
  await once(socket, 'open')
  let ids = 0

  const hears: Raw['hears'] = async (what) => {
    const { promise, resolve } = Promise.withResolvers<ServerFrame>()
    const look = (): void => {
      const found = frames.find(what)
      if (found === undefined) return
      frames = frames.filter((frame) => frame !== found)
      heard.delete(look)
      resolve(found)
    }
    heard.add(look)
    look()
    return promise
  }
  return {
    socket,
    say: (what) => socket.send(what),
    hears,
    ask: (frame) => {
      ids += 1
      const id = ids
      socket.send(JSON.stringify({ ...frame, id }))
      return hears((answer) => 'id' in answer && answer.id === id)
    },
    rest: () => frames,
    closed,
  }
}

/** The same, with somebody's token taken already. */
export const personRaw = async (url: string, name: string, tenant: TenantId = tenantId): Promise<Raw> => {
  const raw = await rawAt(url)
  const welcome = await raw.ask({ type: 'authenticate', version: 1, token: await tokenOf(name, tenant) })
  if (welcome.type !== 'authenticated') throw new Error(JSON.stringify(welcome))
  return raw
}
