import type { Person } from '@parley/auth'
import type { ChannelId, Position } from '@parley/domain'
import { type Caller, keyOf } from '@parley/engine'
import {
  type ClientFrame,
  decodeClientFrame,
  feedWrittenIn,
  idOfUnread,
  type ProtocolError,
  type RequestId,
} from '@parley/protocol'
import * as E from 'fp-ts/lib/Either.js'
import type { Socket } from '../socket/socket.ts'
import { Admission } from './admission.ts'
import { closeCodes } from './close-codes.ts'
import { internalJson } from './faults.ts'
import { errorJson, frameJson } from './frames.ts'
import { Inbox } from './inbox.ts'
import { Outbox } from './outbox.ts'
import { Pace } from './pace.ts'
import type { SessionParts } from './parts.ts'
import { PersonSession } from './person-session.ts'
import { Reading } from './reading.ts'

/** One connection, from its opening to its end. */
export interface Session {
  /** Where the connection is from, to be counted with others from there. */
  readonly address: string
  /** A message came. */
  readonly receive: (message: Buffer, isBinary: boolean) => void
  /** The socket has room again. */
  readonly drained: () => void
  /** The socket is closed. */
  readonly closed: () => void
  /** Takes no more frames, answers the commands that are under way, and says goodbye. */
  readonly leave: () => Promise<void>
}

/** After how many milliseconds a place may have become free where all are taken. */
export const waitForSeat = 5_000

/** A session over a connection that has just been opened. */
export const session = (parts: SessionParts, socket: Socket, address: string): Session =>
  new SocketSession(parts, socket, address)

/** There may be tens of thousands that say nothing: each keeps what it has to, and no function of its own. */
class SocketSession implements Session {
  readonly address: string
  readonly socket: Socket
  readonly pace: Pace
  readonly #parts: SessionParts
  readonly #gate: Reading
  readonly #inbox: Inbox
  readonly #out: Outbox
  readonly #entry: Admission
  /** The channels of which something was left out, and that is not told yet; undefined: there are none. */
  #missed: Set<ChannelId> | undefined
  /** Whether something of what people say of themselves was left out, and that is not told yet. */
  #missedPeople = false
  #state: 'open' | 'leaving' | 'closed' = 'open'
  #framesBefore = 0
  #whose: string
  #person: PersonSession | undefined

  constructor(parts: SessionParts, socket: Socket, address: string) {
    const { limits, flusher } = parts
    this.address = address
    this.socket = socket
    this.#whose = keyOf({ address })
    this.#parts = parts
    this.pace = new Pace(this)
    this.#gate = new Reading(socket)
    this.#inbox = new Inbox(parts, this, this.#gate)
    this.#out = new Outbox(this, flusher, limits.slowBytes)
    this.#entry = new Admission(parts, this)
    parts.budget.enter(this)
    this.endsIn(limits.authenticateWithin)
  }

  receive(message: Buffer, isBinary: boolean): void {
    const { limits, allowances } = this.#parts
    if (this.#state !== 'open') return
    if (this.#isTooMuchBefore(message.length)) return this.close(...closeCodes.tooMuchBefore)
    const waiting = this.#inbox.receive(message, isBinary)
    if (waiting <= limits.framesWaiting) return
    // All of it counts, though it is not taken: who comes back at once is told when that is made up for.
    allowances.charge('frames', this.caller(), waiting)
    this.close(...closeCodes.tooFast)
  }

  take(message: Buffer, isBinary: boolean): void {
    const { limits, log } = this.#parts
    if (this.#state !== 'open') return
    if (isBinary) return this.#fail(undefined, { _tag: 'NotText' })
    const bytes = message.length
    const most = limits.frameBytes
    if (bytes > most)
      return this.#fail(idOfUnread(message.toString()), { _tag: 'FrameTooLarge', bytes, most })
    const frame = decodeClientFrame(message.toString())
    if (E.isLeft(frame)) return this.#fail(frame.left.id, frame.left.error)
    try {
      this.#carryOut(frame.right, bytes)
    } catch (fault) {
      // A fault of ours at one frame must not end the process, and everybody else's session with it.
      this.push(internalJson('id' in frame.right ? frame.right.id : undefined, log, fault))
    }
  }

  caller(): Caller {
    const { address } = this
    return this.#person === undefined ? { address } : { address, whose: this.#person }
  }

  whose(): string {
    return this.#whose
  }

  drained(): void {
    if (this.isSlow()) return
    this.#tellMissed()
    this.pace.look()
    if (this.isOpen() && !this.isSlow()) this.#gate.letGo('slow')
  }

  closed(): void {
    if (this.#state === 'closed') return
    this.#state = 'closed'
    this.#out.shut()
    this.pace.end()
    this.#parts.budget.leave(this)
    this.#parts.deadlines.clear(this)
    this.#entry.end()
    this.#inbox.end()
    if (this.#person === undefined) return
    this.#person.watcher.leave()
    this.#parts.seats.giveBack({ whose: this.#person })
  }

  async leave(): Promise<void> {
    if (this.#state !== 'open') return
    this.#state = 'leaving'
    await this.#person?.requests.idle()
    this.close(...closeCodes.goingAway)
  }

  close(code: number, reason: string): void {
    if (this.#state === 'closed') return
    this.#out.flush()
    this.socket.close(code, reason)
    this.closed()
  }

  /** The bytes that wait for it alone, in the budget of all. */
  holds(): number {
    return this.#out.holds()
  }

  /** It is over its budget: ended without a goodbye, which would wait behind all the rest. */
  end(): void {
    this.closed()
    this.socket.terminate()
  }

  endsIn(milliseconds: number): void {
    if (this.isOpen()) this.#parts.deadlines.set(this, milliseconds)
  }

  due(): void {
    const [code, reason] = this.#person === undefined ? closeCodes.notInTime : closeCodes.expired
    this.close(code, reason)
  }

  isOpen(): boolean {
    return this.#state !== 'closed'
  }

  isSlow(): boolean {
    return this.socket.bufferedAmount() > this.#parts.limits.slowBytes
  }

  /** Where all sockets together hold much, it is the turn of those who have taken what was read for them before. */
  isFull(): boolean {
    const { budget, limits } = this.#parts
    return budget.isTight() ? this.socket.bufferedAmount() > limits.tightBytes : this.isSlow()
  }

  push(frame: string | Uint8Array): void {
    this.#out.push(frame)
  }

  pushSeveral(frames: Uint8Array): void {
    this.#out.pushSeveral(frames)
  }

  sent(kept: number): void {
    if (kept > 0) this.#parts.budget.add(kept)
    // Who does not take our answers asks for no more of them.
    if (this.isSlow() && this.isOpen()) this.#gate.hold('slow')
  }

  leaveOut(channelId: ChannelId): void {
    this.#missed ??= new Set()
    this.#missed.add(channelId)
    this.#person?.watcher.end(channelId)
    if (this.#missed.size > this.#parts.limits.missedChannels) {
      this.#out.shut()
      this.close(...closeCodes.tooSlow)
    } else if (!this.isSlow()) this.#tellMissed()
  }

  leaveOutPeople(): void {
    this.#missedPeople = true
  }

  admit(person: Person, seenTo: Position): number {
    const { allowances, seats } = this.#parts
    const whose = { tenantId: person.tenantId, userId: person.userId }
    const { own } = allowances.charge('frames', { whose }, 0)
    if (own > 0) return own
    const wait = allowances.take('connections', { whose })
    if (wait > 0) return wait
    if (!seats.take({ whose })) return waitForSeat
    this.#person = new PersonSession(this.#parts, person, this, seenTo)
    this.#whose = keyOf({ address: this.address, whose })
    return 0
  }

  /** Whether somebody says more than who they are, before that is known. */
  #isTooMuchBefore(bytes: number): boolean {
    if (this.#person !== undefined) return false
    const { framesBefore, frameBytesBefore } = this.#parts.limits
    this.#framesBefore += 1
    return this.#framesBefore > framesBefore || bytes > frameBytesBefore
  }

  #carryOut(frame: ClientFrame, bytes: number): void {
    if (frame.type === 'authenticate') return this.#entry.authenticate(frame)
    const person = this.#person
    if (person === undefined)
      return this.#fail('id' in frame ? frame.id : undefined, { _tag: 'NotAuthenticated' })
    switch (frame.type) {
      case 'command':
        return person.requests.command(frame.id, frame.command, bytes)
      case 'query':
        return person.requests.query(frame.id, frame.query)
      case 'subscribe':
        return person.subscriptions.subscribe(frame.id, frame.channels)
      case 'unsubscribe':
        return person.subscriptions.unsubscribe(frame.id, frame.channelIds)
      case 'typing':
        return person.typing({ ...frame, feedId: feedWrittenIn(frame) })
      default:
        return frame satisfies never
    }
  }

  #fail(id: RequestId | undefined, error: ProtocolError): void {
    this.push(errorJson(id, error))
  }

  #tellMissed(): void {
    const people = this.#missedPeople
    if ((this.#missed === undefined && !people) || !this.isOpen()) return
    const channelIds = [...(this.#missed ?? [])]
    // It may have begun to watch again meanwhile: what it is told ends that, so that both sides know the same.
    for (const channelId of channelIds) this.#person?.watcher.end(channelId)
    this.push(frameJson({ type: 'resync', channelIds, ...(people ? { people } : {}) }))
    this.#missed = undefined
    this.#missedPeople = false
  }
}
