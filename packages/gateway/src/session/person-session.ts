import type { Person } from '@parley/auth'
import type { ChannelId, Position, TenantId, UserId } from '@parley/domain'
import type { Listener, LiveUpdate, PersonUpdate, ToldReceipts, Watcher } from '@parley/engine'
import { Typist } from '../ephemeral/typist.ts'
import type { Client } from '../ephemeral/watchers.ts'
import { peopleJson } from './frames.ts'
import type { Pace } from './pace.ts'
import type { SessionParts } from './parts.ts'
import { Requests } from './requests.ts'
import { Subscriptions } from './subscriptions.ts'

/** The connection of a session. */
interface ConnectionOf extends Omit<Client, 'tenantId' | 'userId'> {
  readonly address: string
  readonly isOpen: () => boolean
  /** Whether there is room for answers. */
  readonly pace: Pace
  /** It misses what people said of themselves: tells it so when its socket has room again. */
  readonly leaveOutPeople: () => void
}

/** What there is of a session once it is known whose it is: as those see it who have something to tell it. */
export class PersonSession implements Client, Listener {
  readonly tenantId: TenantId
  readonly userId: UserId
  readonly watcher: Watcher
  readonly requests: Requests
  readonly subscriptions: Subscriptions
  readonly #parts: SessionParts
  readonly #connection: ConnectionOf
  #typist: Typist | undefined

  /** `seenTo`: up to where its client has seen the log, elsewhere or before. */
  constructor(parts: SessionParts, person: Person, connection: ConnectionOf, seenTo: Position) {
    this.tenantId = person.tenantId
    this.userId = person.userId
    this.#parts = parts
    this.#connection = connection
    this.requests = new Requests(parts, this, connection.pace)
    this.subscriptions = new Subscriptions(parts, this, connection.pace)
    this.watcher = parts.engine.watch(person, this, { address: connection.address, seenTo })
  }

  isOpen(): boolean {
    return this.#connection.isOpen()
  }

  isSlow(): boolean {
    return this.#connection.isSlow()
  }

  push(frame: string | Uint8Array): void {
    this.#connection.push(frame)
  }

  pushSeveral(frames: Uint8Array): void {
    this.#connection.pushSeveral(frames)
  }

  leaveOut(channelId: ChannelId): void {
    this.#connection.leaveOut(channelId)
  }

  updates(updates: ReadonlyArray<LiveUpdate>, shared: boolean): void {
    for (const frame of this.#parts.framesOf(updates, shared)) {
      // It does not keep up with several: it misses the rest.
      if (this.isSlow()) return updates.forEach(({ channelId }) => this.leaveOut(channelId))
      this.push(frame)
    }
  }

  receipts(told: ToldReceipts): void {
    for (const frame of this.#parts.receiptsFrames(told)) {
      if (this.isSlow()) return this.leaveOut(told.channelId)
      this.push(frame)
    }
  }

  people(updates: ReadonlyArray<PersonUpdate>): void {
    if (this.isSlow()) this.#connection.leaveOutPeople()
    else this.push(peopleJson(updates))
  }

  missed(channelId: ChannelId): void {
    this.leaveOut(channelId)
  }

  began(channelId: ChannelId): void {
    this.#watching(channelId, true)
  }

  ended(channelId: ChannelId): void {
    this.#parts.watchers.remove(channelId, this)
    this.#typist?.stop(channelId)
    this.#watching(channelId, false)
  }

  typing(said: Parameters<Typist['say']>[0]): void {
    this.#typist ??= new Typist(this.#parts, this)
    this.#typist.say(said)
  }

  #watching(channelId: ChannelId, watching: boolean): void {
    const { tenantId, userId } = this
    this.#parts.ephemeral.watching({ tenantId, channelId }, userId, watching)
  }
}
