import type { ProtocolError } from '@parley/protocol'
import { isRight } from '../either.ts'
import type { Clock } from '../platform/clock.ts'
import type { Connection, OnReply, Request } from './connection.ts'
import { pauseAfter } from './passing.ts'

/** Takes requests of one kind in their order, as many at once as the server lets a session have under way. */
export interface Lane {
  /** `isPassing`: the same frame may succeed a moment later, and is sent again then. */
  readonly request: (frame: Request, take: OnReply, isPassing: (error: ProtocolError) => boolean) => void
}

interface Waiting {
  readonly frame: Request
  readonly isPassing: (error: ProtocolError) => boolean
  readonly number: number
  readonly take: OnReply
}

/**
 * Where the server has too much to do, the lane pauses for as long as it says, then goes on with half as many at
 * once, and with one more after each that is answered. What was turned down goes first, in its order.
 */
export const lane = (connection: Pick<Connection, 'request'>, clock: Clock, most: number): Lane => {
  let waiting = new Set<Waiting>()
  const turnedDown: Waiting[] = []
  let window = most
  let underWay = 0
  let count = 0
  /** Pauses since something was answered last. */
  let pauses = 0
  let paused = false

  const goOn = (): void => {
    for (const one of waiting) {
      if (paused || underWay >= window) return
      waiting.delete(one)
      underWay += 1
      send(one)
    }
  }
  const send = (one: Waiting): void =>
    connection.request(one.frame, (reply) => {
      underWay -= 1
      if (isRight(reply) && reply.right.type === 'error' && one.isPassing(reply.right.error)) {
        turnedDown.push(one)
        return pause(pauseAfter(reply.right.error, pauses))
      }
      window = Math.min(most, window + 1)
      pauses = 0
      one.take(reply)
      goOn()
    })
  const pause = (milliseconds: number): void => {
    if (paused) return
    paused = true
    pauses += 1
    window = Math.max(1, window >> 1)
    clock.later(milliseconds, () => {
      paused = false
      const first = turnedDown.splice(0).toSorted((a, b) => a.number - b.number)
      waiting = new Set([...first, ...waiting])
      goOn()
    })
  }

  return {
    request: (frame, take, isPassing) => {
      count += 1
      waiting.add({ frame, isPassing, number: count, take })
      goOn()
    },
  }
}
