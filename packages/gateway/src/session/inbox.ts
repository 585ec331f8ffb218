import type { Allowances, Caller } from '@parley/engine'
import type { Clock } from '@parley/runtime'
import { frameCostOf } from '../rates/cost.ts'
import type { Reading } from './reading.ts'
import type { Turns } from './turns.ts'

/** What has come over one connection and is not taken yet, in order. */
export interface Inbox {
  /** Takes a message now, if it is its turn and no more than may come, or once that is so. Gives what waits by then, as a cost. */
  readonly receive: (message: Buffer, isBinary: boolean) => number
  /** Forgets what waits. */
  readonly end: () => void
}

/** What an inbox goes by. */
export interface InboxParts {
  readonly turns: Turns
  readonly allowances: Pick<Allowances<'frames'>, 'take'>
  readonly clock: Pick<Clock, 'later'>
}

interface Message {
  readonly message: Buffer
  readonly isBinary: boolean
}

/**
 * Messages wait for a turn, and those beyond a rate until that has room for them: refusing none of them costs nothing.
 * While one waits the socket is not read from, and what had been read of it by then is all that waits. `caller` says
 * who it is by now, and `whose` as one word.
 */
export const inbox = (
  { turns, allowances, clock }: InboxParts,
  caller: () => Caller,
  whose: () => string,
  reading: Reading,
  take: (message: Buffer, isBinary: boolean) => void,
): Inbox => {
  let waiting: Array<Message> = []
  let waitingCost = 0
  /** Takes back that it goes on once the rate has room. */
  let cancel: (() => void) | undefined

  const rest = (milliseconds: number): void => {
    cancel = clock.later(milliseconds, () => {
      cancel = undefined
      turns.wait(session)
    })
  }
  const waits = (message: Message): void => {
    waiting.push(message)
    waitingCost += costOf(message)
    if (waiting.length === 1) reading.hold('waits')
  }
  const session = {
    whose,
    cost: (): number | undefined => {
      const [first] = waiting
      return first === undefined || cancel !== undefined ? undefined : costOf(first)
    },
    next: (): void => {
      const [first] = waiting
      if (first === undefined) return
      const wait = allowances.take('frames', caller(), costOf(first))
      if (wait > 0) return rest(wait)
      waiting.shift()
      waitingCost -= costOf(first)
      take(first.message, first.isBinary)
      if (waiting.length === 0) reading.letGo('waits')
    },
  }

  return {
    receive: (message, isBinary) => {
      const one = { message, isBinary }
      if (waiting.length > 0) waits(one)
      else if (!turns.mayTake(whose(), costOf(one))) {
        waits(one)
        turns.wait(session)
      } else {
        const wait = allowances.take('frames', caller(), costOf(one))
        if (wait === 0) take(message, isBinary)
        else {
          waits(one)
          rest(wait)
        }
      }
      return waitingCost
    },
    end: () => {
      waiting = []
      waitingCost = 0
      cancel?.()
    },
  }
}

const costOf = ({ message }: Message): number => frameCostOf(message.length)
