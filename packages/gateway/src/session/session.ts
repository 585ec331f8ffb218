import type { ChannelId } from '@parley/domain'
import { type Caller, keyOf, type Watcher } from '@parley/engine'
import {
  type ClientFrame,
  decodeClientFrame,
  idOfUnread,
  type ProtocolError,
  type RequestId,
} from '@parley/protocol'
import * as E from 'fp-ts/lib/Either.js'
import { typist } from '../ephemeral/typist.ts'
import type { Client } from '../ephemeral/watchers.ts'
import type { Socket } from '../socket/socket.ts'
import { admission } from './admission.ts'
import { closeCodes } from './close-codes.ts'
import { internalJson } from './faults.ts'
import { errorJson, frameJson } from './frames.ts'
import type { Holder } from './budget.ts'
import { inbox } from './inbox.ts'
import { outbox } from './outbox.ts'
import { pace } from './pace.ts'
import type { SessionParts } from './parts.ts'
import { reading } from './reading.ts'
import { requests } from './requests.ts'
import { subscriptions } from './subscriptions.ts'

/** One connection, from its opening to its end. */
export interface Session {
  /** A message came. */
  readonly receive: (message: Buffer, isBinary: boolean) => void
  /** The socket has room again. */
  readonly drained: () => void
  /** The socket is closed. */
  readonly closed: () => void
  /** Takes no more frames, answers the commands that are under way, and says goodbye. */
  readonly leave: () => Promise<void>
}

/** What is there of a session once it is known whose it is. */
interface Authenticated {
  readonly client: Client
  readonly watcher: Watcher
  readonly requests: ReturnType<typeof requests>
  readonly subscriptions: ReturnType<typeof subscriptions>
  readonly typist: ReturnType<typeof typist>
}

/** After how many milliseconds a place may have become free where all are taken. */
export const waitForSeat = 5_000

/** `address`: where the connection is from, to be counted with others from there. */
export const session = (parts: SessionParts, socket: Socket, address: string): Session => {
  const { engine, ephemeral, watchers, limits, flusher } = parts
  const missed = new Set<ChannelId>()
  let state: 'open' | 'leaving' | 'closed' = 'open'
  let caller: Caller = { address }
  let whose = keyOf(caller)
  let framesBefore = 0
  let authenticated: Authenticated | undefined

  const isSlow = (): boolean => socket.bufferedAmount() > limits.slowBytes
  // Where all sockets together hold much, it is the turn of those who have taken what was read for them before.
  const room = pace(() => (parts.budget.isTight() ? socket.bufferedAmount() > limits.tightBytes : isSlow()))
  const gate = reading(socket)
  const came = inbox(
    parts,
    () => caller,
    () => whose,
    gate,
    (message, isBinary) => read(message, isBinary),
  )
  const out = outbox(socket, flusher, limits.slowBytes, (kept) => {
    if (kept > 0) parts.budget.add(kept)
    // Who does not take our answers asks for no more of them.
    if (isSlow() && state !== 'closed') gate.hold('slow')
  })
  const holder: Holder = {
    holds: out.holds,
    // Without a goodbye, which would wait behind all the rest.
    end: () => {
      closed()
      socket.terminate()
    },
  }
  parts.budget.enter(holder)
  const close = (code: number, reason: string): void => {
    if (state === 'closed') return
    out.flush()
    socket.close(code, reason)
    closed()
  }
  const closed = (): void => {
    if (state === 'closed') return
    state = 'closed'
    out.shut()
    room.end()
    parts.budget.leave(holder)
    entry.end()
    came.end()
    if (authenticated === undefined) return
    authenticated.watcher.leave()
    parts.seats.giveBack({ whose: authenticated.client })
  }
  const fail = (id: RequestId | undefined, error: ProtocolError): void => out.push(errorJson(id, error))

  const tellMissed = (): void => {
    if (missed.size === 0 || state === 'closed') return
    // It may have begun to watch again meanwhile: what it is told ends that, so that both sides know the same.
    for (const channelId of missed) authenticated?.watcher.end(channelId)
    out.push(frameJson({ type: 'resync', channelIds: [...missed] }))
    missed.clear()
  }
  const leaveOut = (channelId: ChannelId): void => {
    missed.add(channelId)
    authenticated?.watcher.end(channelId)
    if (missed.size > limits.missedChannels) {
      out.shut()
      close(...closeCodes.tooSlow)
    } else if (!isSlow()) tellMissed()
  }

  const entry = admission(parts, {
    close,
    push: out.push,
    admit: (person, seenTo) => {
      const { tenantId, userId } = person
      const one = { tenantId, userId }
      const { own } = parts.allowances.charge('frames', { whose: one }, 0)
      if (own > 0) return own
      const wait = parts.allowances.take('connections', { whose: one })
      if (wait > 0) return wait
      if (!parts.seats.take({ whose: one })) return waitForSeat
      caller = { address, whose: one }
      whose = keyOf(caller)
      const client: Client = { ...one, isSlow, push: out.push, pushSeveral: out.pushSeveral, leaveOut }
      const typing = typist(ephemeral, parts.clock, limits, client, (channelId) =>
        watchers.has(channelId, client),
      )
      const watcher = engine.watch(
        person,
        {
          isSlow,
          updates: (updates, shared) => {
            for (const frame of parts.framesOf(updates, shared)) {
              // It does not keep up with several: it misses the rest.
              if (isSlow()) return updates.forEach(({ channelId }) => leaveOut(channelId))
              out.push(frame)
            }
          },
          missed: leaveOut,
          began: (channelId) => ephemeral.watching({ tenantId, channelId }, userId, true),
          ended: (channelId) => {
            watchers.remove(channelId, client)
            typing.stop(channelId)
            ephemeral.watching({ tenantId, channelId }, userId, false)
          },
        },
        { address, seenTo },
      )
      authenticated = {
        client,
        watcher,
        requests: requests(parts, { watcher, client, room }),
        subscriptions: subscriptions(parts, client, { watcher, isOpen: () => state !== 'closed', ...room }),
        typist: typing,
      }
      return 0
    },
  })

  const take = (frame: ClientFrame, bytes: number): void => {
    if (frame.type === 'authenticate') return entry.authenticate(frame)
    if (authenticated === undefined)
      return fail('id' in frame ? frame.id : undefined, { _tag: 'NotAuthenticated' })
    switch (frame.type) {
      case 'command':
        return authenticated.requests.command(frame.id, frame.command, bytes)
      case 'query':
        return authenticated.requests.query(frame.id, frame.query)
      case 'subscribe':
        return authenticated.subscriptions.subscribe(frame.id, frame.channels)
      case 'unsubscribe':
        return authenticated.subscriptions.unsubscribe(frame.id, frame.channelIds)
      case 'typing':
        return authenticated.typist.say(frame.channelId, frame.parentId, frame.typing)
      default:
        return frame satisfies never
    }
  }

  const read = (message: Buffer, isBinary: boolean): void => {
    if (state !== 'open') return
    if (isBinary) return fail(undefined, { _tag: 'NotText' })
    const bytes = message.length
    const most = limits.frameBytes
    if (bytes > most) return fail(idOfUnread(message.toString()), { _tag: 'FrameTooLarge', bytes, most })
    const frame = decodeClientFrame(message.toString())
    if (E.isLeft(frame)) return fail(frame.left.id, frame.left.error)
    try {
      take(frame.right, bytes)
    } catch (fault) {
      // A fault of ours at one frame must not end the process, and everybody else's session with it.
      out.push(internalJson('id' in frame.right ? frame.right.id : undefined, parts.log, fault))
    }
  }
  /** Whether somebody says more than who they are, before that is known. */
  const isTooMuchBefore = (bytes: number): boolean => {
    if (authenticated !== undefined) return false
    framesBefore += 1
    return framesBefore > limits.framesBefore || bytes > limits.frameBytesBefore
  }

  return {
    receive: (message, isBinary) => {
      if (state !== 'open') return
      if (isTooMuchBefore(message.length)) return close(...closeCodes.tooMuchBefore)
      const waiting = came.receive(message, isBinary)
      if (waiting <= limits.framesWaiting) return
      // All of it counts, though it is not taken: who comes back at once is told when that is made up for.
      parts.allowances.charge('frames', caller, waiting)
      close(...closeCodes.tooFast)
    },
    drained: () => {
      if (isSlow()) return
      tellMissed()
      room.look()
      if (state !== 'closed' && !isSlow()) gate.letGo('slow')
    },
    closed,
    leave: async () => {
      if (state !== 'open') return
      state = 'leaving'
      await authenticated?.requests.idle()
      close(...closeCodes.goingAway)
    },
  }
}
