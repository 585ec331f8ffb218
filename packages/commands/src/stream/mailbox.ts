import type { DomainEvent } from '@parley/domain'
import * as E from 'fp-ts/lib/Either.js'
import type { CommandError } from '../errors.ts'
import type { RowsAsOf } from '../row-source.ts'
import { carryOut, presumedBy } from './carry-out.ts'
import type { StreamShell } from './carry-out.ts'
import type { Answer, Order } from './order.ts'

/**
 * The commands for one stream, in the order in which they came, in two stages that run at once: one looks up rows
 * in the projection, as many commands at a time as came meanwhile; the other carries out, in one append, all whose
 * rows were looked up. So under load neither waits for the other.
 */
export class Mailbox<Command, Event extends DomainEvent, Key, Row> {
  readonly #shell: StreamShell<Command, Event, Key, Row>
  readonly #rested: () => void
  #came: Array<Order<Command, Key, Row>> = []
  #lookingUp: ReadonlyArray<Order<Command, Key, Row>> = []
  #ready: Array<Order<Command, Key, Row>> = []
  #inHand = 0
  #looked: Array<RowsAsOf<Key, Row>> = []
  #looks = false
  #works = false

  /** `rested` is called after every round. */
  constructor(shell: StreamShell<Command, Event, Key, Row>, rested: () => void) {
    this.#shell = shell
    this.#rested = rested
  }

  /** How many commands wait or are being carried out. */
  get waiting(): number {
    return this.#came.length + this.#lookingUp.length + this.#ready.length + this.#inHand
  }

  /** How many rows and events its state holds. */
  get weight(): number {
    return this.#shell.copy.weight
  }

  /** Whether nothing is under way. */
  get idle(): boolean {
    return !this.#looks && !this.#works
  }

  /** Carries out a command; without one, looks at rows as they are at the end of the stream. Never rejects. */
  submit(
    command: Command | undefined,
    keys: ReadonlyArray<Key>,
  ): Promise<E.Either<CommandError, Answer<Key, Row>>> {
    const waiting = this.waiting
    if (waiting >= this.#shell.limits.waiting) return Promise.resolve(E.left({ _tag: 'Overloaded', waiting }))
    return new Promise((answer) => {
      this.#came.push({ command, keys, answer })
      if (this.#looks) return
      this.#looks = true
      // After whatever else arrived in this turn of the event loop, so that it is looked up along.
      setImmediate(() => void this.#lookUp())
    })
  }

  async #lookUp(): Promise<void> {
    const { copy, limits } = this.#shell
    while (this.#came.length > 0) {
      const orders = this.#came.splice(0, limits.batch)
      const presumed = new Set(orders.flatMap((order) => presumedBy(this.#shell, order)))
      const missing = copy.missing(orders.flatMap((order) => order.keys)).filter((key) => !presumed.has(key))
      if (missing.length > 0) {
        this.#lookingUp = orders
        const loaded = await copy.load(missing)
        this.#lookingUp = []
        if (E.isLeft(loaded)) {
          for (const order of orders) order.answer(loaded)
          continue
        }
        this.#looked.push(loaded.right)
      }
      this.#ready.push(...orders)
      if (!this.#works) void this.#work()
    }
    this.#looks = false
    this.#rested()
  }

  async #work(): Promise<void> {
    const { copy, limits } = this.#shell
    this.#works = true
    while (this.#ready.length > 0) {
      const orders = this.#ready.splice(0, limits.batch)
      this.#inHand = orders.length
      try {
        this.#ready.unshift(...(await this.#round(orders)))
      } catch (error) {
        // A mistake of ours, after which nothing is known: not what the state is, nor what was written.
        copy.forget()
        for (const order of orders)
          order.answer(E.left({ _tag: 'InDoubt', cause: `a fault: ${String(error)}` }))
      }
      this.#inHand = 0
      copy.trim()
      this.#rested()
    }
    this.#works = false
    this.#rested()
  }

  async #round(orders: ReadonlyArray<Order<Command, Key, Row>>) {
    const looked = this.#looked
    this.#looked = []
    for (const rows of looked) {
      const admitted = await this.#shell.copy.admit(rows)
      if (E.isRight(admitted)) continue
      for (const order of orders) order.answer(admitted)
      return []
    }
    return carryOut(this.#shell, orders)
  }
}
