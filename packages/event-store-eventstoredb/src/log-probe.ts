import type { Position } from '@parley/domain'
import type { EventFilter } from '@parley/event-store'
import * as E from 'fp-ts/lib/Either.js'
import type { Connection } from './connection.ts'
import { readAllRequest } from './read-request.ts'
import { readOnce } from './reader.ts'
import { positionOf } from './recorded.ts'

/** Reads the log beside a subscription, over the same connection, and so from the same node. */
export interface LogProbe {
  /** The position of the last event of all, the server's own included; undefined where there is none to be had. */
  readonly end: () => Promise<number | undefined>
  /**
   * Up to which position nothing passes the filter, after one; `more` where something does, which the subscription
   * has yet to bring; undefined where it could not be found out.
   */
  readonly emptyUntil: (after: Position | undefined) => Promise<number | 'more' | undefined>
}

export const logProbe = (
  connection: Connection,
  filter: EventFilter | undefined,
  within: number,
): LogProbe => {
  const end = async (): Promise<number | undefined> => {
    const last = readAllRequest({ direction: 'backwards', limit: 1, filter: 'none' })
    const found = await readOnce(connection, last, positionOf, false, within)
    return E.isRight(found) ? found.right.events[0] : undefined
  }
  return {
    end,
    emptyUntil: async (after) => {
      // The end first: what is found to be empty after it was read is empty at least that far.
      const last = await end()
      if (last === undefined || (after !== undefined && last <= after)) return last
      // Two, since the first may be the one at the position itself.
      const next = readAllRequest({ direction: 'forwards', position: after, limit: 2, filter })
      const found = await readOnce(connection, next, positionOf, false, within)
      if (E.isLeft(found)) return undefined
      return found.right.events.some((position) => after === undefined || position > after) ? 'more' : last
    },
  }
}
