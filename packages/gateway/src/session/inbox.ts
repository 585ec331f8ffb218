import type { Allowances, Caller } from '@parley/engine'
import type { Clock } from '@parley/runtime'
import { frameCostOf } from '../rates/cost.ts'
import type { Reading } from './reading.ts'
import type { Turns, Waiting } from './turns.ts'

/** What an inbox goes by. */
interface InboxParts {
  readonly turns: Turns
  readonly allowances: Pick<Allowances<'frames'>, 'take'>
  readonly clock: Pick<Clock, 'later'>
}

/** The session whose messages come. */
interface InboxOf {
  /** Who it is by now. */
  readonly caller: () => Caller
  /** The same as one word. */
  readonly whose: () => string
  readonly take: (message: Buffer, isBinary: boolean) => void
}

interface Message {
  readonly message: Buffer
  readonly isBinary: boolean
}

/**
 * What has come over one connection and is not taken yet, in order. Messages wait for a turn, and those beyond a rate
 * until that has room for them: refusing none of them costs nothing. While one waits the socket is not read from, and
 * what had been read of it by then is all that waits.
 */
export class Inbox implements Waiting {
  readonly #parts: InboxParts
  readonly #session: InboxOf
  readonly #reading: Reading
  /** Undefined: nothing waits. A session that says little keeps no list of its own. */
  #waiting: Array<Message> | undefined
  #waitingCost = 0
  /** Takes back that it goes on once the rate has room. */
  #cancel: (() => void) | undefined

  constructor(parts: InboxParts, session: InboxOf, reading: Reading) {
    this.#parts = parts
    this.#session = session
    this.#reading = reading
  }

  /** Takes a message now, if it is its turn and no more than may come, or once that is so. Gives what waits by then, as a cost. */
  receive(message: Buffer, isBinary: boolean): number {
    const { turns, allowances } = this.#parts
    const one = { message, isBinary }
    if (this.#waiting !== undefined) this.#waits(one)
    else if (!turns.mayTake(this.whose(), costOf(one))) {
      this.#waits(one)
      turns.wait(this)
    } else {
      const wait = allowances.take('frames', this.#session.caller(), costOf(one))
      if (wait === 0) this.#session.take(message, isBinary)
      else {
        this.#waits(one)
        this.#rest(wait)
      }
    }
    return this.#waitingCost
  }

  /** Forgets what waits. */
  end(): void {
    this.#waiting = undefined
    this.#waitingCost = 0
    this.#cancel?.()
  }

  whose(): string {
    return this.#session.whose()
  }

  cost(): number | undefined {
    const first = this.#waiting?.[0]
    return first === undefined || this.#cancel !== undefined ? undefined : costOf(first)
  }

  next(): void {
    const first = this.#waiting?.[0]
    if (first === undefined) return
    const wait = this.#parts.allowances.take('frames', this.#session.caller(), costOf(first))
    if (wait > 0) return this.#rest(wait)
    this.#waiting?.shift()
    this.#waitingCost -= costOf(first)
    this.#session.take(first.message, first.isBinary)
    // What it says may have ended the session, which forgets the rest.
    if (this.#waiting?.length !== 0) return
    this.#waiting = undefined
    this.#reading.letGo('waits')
  }

  #rest(milliseconds: number): void {
    this.#cancel = this.#parts.clock.later(milliseconds, () => {
      this.#cancel = undefined
      this.#parts.turns.wait(this)
    })
  }

  #waits(message: Message): void {
    this.#waitingCost += costOf(message)
    if (this.#waiting !== undefined) {
      this.#waiting.push(message)
      return
    }
    this.#waiting = [message]
    this.#reading.hold('waits')
  }
}

const costOf = ({ message }: Message): number => frameCostOf(message.length)
