import type { Client, OpenSocket } from '@parley/client'
import type { Update, Watched } from '@parley/contract'
import { decodeServerMessage, type ServerFrame } from '@parley/protocol'
import * as E from 'fp-ts/lib/Either.js'
import { listeningSocket } from './listening.ts'

/** What was wrong with what a client was told, in words; nothing, it is hoped. */
export type Faults = ReadonlyArray<string>

type Asked = ReadonlyArray<{ readonly channelId: string; readonly after?: number }>

const isRemovalOf = (userId: string, { changes }: Update): boolean =>
  changes.some((change) => change.row === 'member' && change.userId === userId && change.remove === true)

/** Looks at what comes over one connection: of each channel that is watched every update after the last (SYNC-10). */
const connectionOf = (userId: string, fault: (words: string) => void) => {
  const watched = new Map<string, number>()
  const inbox = new Map<string, number>()
  const asked: Array<{ readonly id: number; readonly channels: Asked }> = []

  const began = (one: Watched): void => {
    if (one._tag === 'rejected') return void watched.delete(one.channelId)
    const { channelId, revision } = one
    if (one._tag === 'delta') {
      let last = asked[0]?.channels.find((channel) => channel.channelId === channelId)?.after
      if (last === undefined) fault(`${channelId}: a delta that was not asked for`)
      for (const update of one.updates) last = next(`${channelId}, in a delta`, last, update.revision)
      if (last !== revision) fault(`${channelId}: a delta up to ${last} that says ${revision}`)
    }
    watched.set(channelId, revision)
  }

  const next = (where: string, last: number | undefined, revision: number): number => {
    if (last !== undefined && revision !== last + 1) fault(`${where}: ${revision} after ${last}`)
    return revision
  }

  const updated = (update: Update): void => {
    const { channelId, revision } = update
    if (update.own === true) {
      const last = inbox.get(channelId) ?? -1
      if (revision <= last) fault(`inbox of ${channelId}: ${revision} after ${last}`)
      inbox.set(channelId, revision)
      return
    }
    const last = watched.get(channelId)
    // What is addressed to oneself comes unwatched, too.
    if (last === undefined) return
    watched.set(channelId, next(channelId, last, revision))
    if (isRemovalOf(userId, update)) watched.delete(channelId)
  }

  const heard = (frame: ServerFrame): void => {
    if (frame.type === 'watched' || frame.type === 'subscribed') frame.channels.forEach(began)
    if (frame.type === 'updates') frame.updates.forEach(updated)
    if (frame.type === 'resync') for (const channelId of frame.channelIds) watched.delete(channelId)
    // Requests are answered one after another.
    if (frame.type === 'subscribed' || (frame.type === 'error' && frame.id === asked[0]?.id)) asked.shift()
  }
  return {
    said: (text: string): void => {
      const frame = JSON.parse(text) as { type: string; id: number; channels: Asked }
      if (frame.type === 'subscribe') asked.push(frame)
    },
    heard: (text: string): void => {
      const frames = decodeServerMessage(text)
      if (E.isLeft(frames)) fault(`unreadable: ${text.slice(0, 200)}`)
      else frames.right.forEach(heard)
    },
  }
}

/** A socket of somebody's that holds what comes over it to the order that is promised. */
export const orderedSocket = (
  userId: string,
): { readonly openSocket: OpenSocket; readonly faults: Faults } => {
  const faults: string[] = []
  const openSocket: OpenSocket = (url) => {
    const connection = connectionOf(userId, (words) => faults.push(`${userId}: ${words}`))
    const socket = listeningSocket(connection.heard)(url)
    const send = socket.send.bind(socket)
    return Object.assign(socket, {
      send: (text: string): void => {
        connection.said(text)
        send(text)
      },
    })
  }
  return { openSocket, faults }
}

/** Whether a client is told of each message once, and of the messages of each channel in their order. */
export const toldInOrder = (
  client: Client,
  name: string,
): { readonly faults: Faults; readonly many: () => number } => {
  const faults: string[] = []
  const last = new Map<string, number>()
  let many = 0
  client.on('message', ({ message: { channelId, segment } }) => {
    many += 1
    const before = last.get(channelId) ?? 0
    if (segment <= before)
      faults.push(`${name} is told of segment ${segment} of ${channelId} after ${before}`)
    last.set(channelId, segment)
  })
  return { faults, many: () => many }
}
