import type { ChannelId } from '@parley/domain'
import type { LiveUpdate, PersonUpdate } from '@parley/live'
import type { Listener } from './listener.ts'
import type { ToldReceipts } from './told-receipts.ts'
import { channelsOf } from './watch.ts'

/** Told what a listener threw, and the channels of which it may miss something by that. */
interface Guard {
  readonly failed: (fault: unknown, channelIds: Iterable<ChannelId>) => void
}

const none: Iterable<ChannelId> = []

/** A listener of which nothing throws: what one session's door fails at is kept from nobody else. */
export class Guarded implements Listener {
  readonly #listener: Listener
  readonly #guard: Guard

  constructor(listener: Listener, guard: Guard) {
    this.#listener = listener
    this.#guard = guard
  }

  isSlow(): boolean {
    try {
      return this.#listener.isSlow()
    } catch (fault) {
      this.#guard.failed(fault, none)
      return true
    }
  }

  updates(updates: ReadonlyArray<LiveUpdate>, shared: boolean): void {
    try {
      this.#listener.updates(updates, shared)
    } catch (fault) {
      this.#guard.failed(fault, channelsOf(updates))
    }
  }

  receipts(told: ToldReceipts): void {
    try {
      this.#listener.receipts(told)
    } catch (fault) {
      this.#guard.failed(fault, [told.channelId])
    }
  }

  people(updates: ReadonlyArray<PersonUpdate>): void {
    try {
      this.#listener.people(updates)
    } catch (fault) {
      this.#guard.failed(fault, none)
    }
  }

  missed(channelId: ChannelId): void {
    try {
      this.#listener.missed(channelId)
    } catch (fault) {
      this.#guard.failed(fault, none)
    }
  }

  began(channelId: ChannelId): void {
    try {
      this.#listener.began(channelId)
    } catch (fault) {
      this.#guard.failed(fault, none)
    }
  }

  ended(channelId: ChannelId): void {
    try {
      this.#listener.ended(channelId)
    } catch (fault) {
      this.#guard.failed(fault, none)
    }
  }
}
