import { frameCostOf } from '../rates/cost.ts'
import type { Reading } from './reading.ts'
import type { Turns } from './turns.ts'

/** What has come over one connection and is not taken yet, in order. */
export interface Inbox {
  /** Takes a message now, if it is its turn, or once it is. */
  readonly receive: (message: Buffer, isBinary: boolean) => void
  /** Forgets what waits. */
  readonly end: () => void
}

interface Message {
  readonly message: Buffer
  readonly isBinary: boolean
}

/** While something waits, the socket is not read from: what had been read of it by then is all that waits. */
export const inbox = (
  turns: Turns,
  whose: () => string,
  reading: Reading,
  take: (message: Buffer, isBinary: boolean) => void,
): Inbox => {
  let waiting: Array<Message> = []
  const cost = (): number | undefined => {
    const [first] = waiting
    return first === undefined ? undefined : frameCostOf(first.message.length)
  }
  const next = (): void => {
    const first = waiting.shift()
    if (first === undefined) return
    take(first.message, first.isBinary)
    if (waiting.length === 0) reading.letGo('turn')
  }
  return {
    receive: (message, isBinary) => {
      if (waiting.length === 0 && turns.mayTake(whose(), frameCostOf(message.length)))
        return take(message, isBinary)
      waiting.push({ message, isBinary })
      if (waiting.length > 1) return
      reading.hold('turn')
      turns.wait({ whose, cost, next })
    },
    end: () => {
      waiting = []
    },
  }
}
