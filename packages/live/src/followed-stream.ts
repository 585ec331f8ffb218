import type { ChannelId, TenantId } from '@parley/domain'
import type { Arrived, Unreadable } from './arrived.ts'
import { type Hole, type StreamPosition, StreamOrder } from './stream-order.ts'
import type { LiveUpdate } from './update.ts'

/** How much may wait for one stream: for where it begins, or behind a hole. */
export interface WaitingLimits {
  readonly updates: number
  readonly characters: number
}

/** `other`: the log has other events than were told. `too-much`: more waits than may. */
export type Trouble = 'other' | 'too-much'

/** A channel's stream that somebody in this process watches, or watched just now. */
export class FollowedStream {
  readonly name: string
  readonly tenantId: TenantId
  readonly channelId: ChannelId
  /** How many follow it: while there are none it is kept until the log has brought what was given out of it. */
  followers = 0
  /** Why nothing is given out of it any more: from this event on it can't be read by this version. */
  unreadable: Unreadable | undefined
  /** The log does not let it be read, and does not by waiting: what is missing is not looked for until it begins anew. */
  notRead = false
  /** How often it began anew. */
  restarts = 0
  readonly #limits: WaitingLimits
  #order = new StreamOrder<Arrived>()
  #characters = 0
  #newest = 0
  /** The newest revision that has come. */
  #came = -1
  /** Where the order begins. The log may still bring what stands before it: whose it is has yet to be told. */
  #base: StreamPosition | undefined
  /** Up to this revision, and of these, all is given out. */
  #given = -1
  readonly #givenBefore = new Set<number>()

  constructor(name: string, tenantId: TenantId, channelId: ChannelId, limits: WaitingLimits) {
    this.name = name
    this.tenantId = tenantId
    this.channelId = channelId
    this.#limits = limits
  }

  /** The last place up to which all is given out to watchers; undefined: that is not settled. */
  get last(): StreamPosition | undefined {
    return this.#order.last
  }

  get hole(): Hole | undefined {
    return this.unreadable === undefined ? this.#order.hole : undefined
  }

  /** The position of the newest event that has come, or that it begins with. */
  get newest(): number {
    return this.#newest
  }

  /** The newest revision that has come, settled or not; -1: none. */
  get came(): number {
    return this.#came
  }

  /** What has come and is not given out. */
  get waiting(): ReadonlyArray<LiveUpdate> {
    return this.#order.waiting.flatMap(({ update }) => update ?? [])
  }

  /** Whether it was given out to watchers, in order, and would change nothing. */
  had({ revision, position }: StreamPosition): boolean {
    const { last } = this
    if (last === undefined || this.#base === undefined) return false
    return revision > this.#base.revision && revision <= last.revision && position <= last.position
  }

  /** Takes an event in, and adds what can be given out now to `out`, in order. */
  take(one: Arrived, out: Array<LiveUpdate>): Trouble | undefined {
    if (one.position > this.#newest) this.#newest = one.position
    if (one.revision > this.#came) this.#came = one.revision
    if (this.unreadable !== undefined) return undefined
    if (this.#base !== undefined && one.revision <= this.#base.revision) {
      if (one.position > this.#base.position) return 'other'
      this.#giveBefore(one, out)
      return undefined
    }
    const taken = this.#order.take(one)
    if (taken === 'repeat') {
      // The log brings it once: what was handed over and waits has come that way too, for whose it is.
      if (one.logged) this.#order.change(one.revision, (waits) => ({ ...waits, logged: true }))
      return undefined
    }
    if (taken === 'other') return 'other'
    this.#characters += charactersOf(one)
    this.#draw(out)
    const { updates, characters } = this.#limits
    return this.#order.waits > updates || this.#characters > characters ? 'too-much' : undefined
  }

  /** It begins after this place, which was read from the log after somebody began to follow it. */
  settle(place: StreamPosition, out: Array<LiveUpdate>): void {
    if (this.#order.last !== undefined) return
    const before = this.#order.waiting.filter(({ revision }) => revision <= place.revision)
    this.#base = place
    if (place.position > this.#newest) this.#newest = place.position
    for (const one of before) this.#giveBefore(one, out)
    this.#order.settle(place)
    this.#characters = this.#order.waiting.reduce((sum, one) => sum + charactersOf(one), 0)
    this.#draw(out)
  }

  /** The log has brought everything up to a position. False: more than that is to be known where it begins. */
  broughtTo(position: number): boolean {
    if (this.#base === undefined) return true
    if (position < this.#base.position) return false
    this.#given = Math.max(this.#given, this.#base.revision)
    this.#givenBefore.clear()
    return true
  }

  /**
   * Begins anew where nobody knows any more how it goes on, and gives back what the log had brought and nobody was
   * told. `other`: what was told is not what the log has.
   */
  restart(other: boolean): ReadonlyArray<LiveUpdate> {
    const out: Array<LiveUpdate> = []
    if (other) this.#given = -1
    else if (this.#order.last !== undefined) this.#given = Math.max(this.#given, this.#order.last.revision)
    this.restarts += 1
    this.notRead = false
    if (other) {
      this.#givenBefore.clear()
      this.#newest = 0
      this.#came = -1
      this.unreadable = undefined
    }
    for (const one of this.#order.waiting) this.#giveBefore(one, out)
    this.#order = new StreamOrder()
    this.#base = undefined
    this.#characters = 0
    return out
  }

  /** What stands before the beginning: watchers have it, and whose it is gets it once, as the log brings it. */
  #giveBefore(one: Arrived, out: Array<LiveUpdate>): void {
    if (!one.logged || one.update === undefined) return
    if (one.revision <= this.#given || this.#givenBefore.has(one.revision)) return
    this.#givenBefore.add(one.revision)
    out.push(one.update)
  }

  #draw(out: Array<LiveUpdate>): void {
    for (let next = this.#order.draw(); next !== undefined; next = this.#order.draw()) {
      this.#characters -= charactersOf(next)
      if (next.unreadable !== undefined) {
        this.unreadable = next.unreadable
        return
      }
      if (next.update !== undefined) out.push(next.update)
    }
  }
}

const charactersOf = ({ update }: Arrived): number => update?.json.length ?? 0
