import type { ProtocolError } from '@parley/protocol'
import type { Clock } from '../platform/clock.ts'
import { type Lane, lane } from './lane.ts'
import type { Connection, Request } from './connection.ts'
import { isOutage, isPassing, isTooMuch } from './passing.ts'

// The server takes 1,000 commands, 32 queries and 16 subscribes of one session at once; a few are left for what goes
// beside these lanes.
const commandsAtOnce = 500
const queriesAtOnce = 24
const watchesAtOnce = 8

/** A connection that keeps to the server's limits: what is beyond them waits here instead of being refused there. */
export interface PacedConnection {
  /** For the SDK's own questions: an outage is waited out, since there is nobody to be told. */
  readonly sdk: Connection
  /** For the program's questions: it is told of an outage at once. */
  readonly program: Connection
  /** For commands: whatever may pass is waited out. */
  readonly commands: Pick<Connection, 'request'>
}

export const paced = (connection: Connection, clock: Clock): PacedConnection => {
  const watches = lane(connection, clock, watchesAtOnce)
  const lanes: Readonly<Record<Request['type'], Lane>> = {
    command: lane(connection, clock, commandsAtOnce),
    query: lane(connection, clock, queriesAtOnce),
    subscribe: watches,
    unsubscribe: watches,
    authenticate: connection,
  }
  const by = (passes: (error: ProtocolError) => boolean): Connection => ({
    ...connection,
    // Of channels that are to be watched some may have begun before an outage: whoever asked knows which.
    request: (frame, take) =>
      lanes[frame.type].request(frame, take, frame.type === 'subscribe' ? isTooMuch : passes),
  })
  return { sdk: by(isOutage), program: by(isTooMuch), commands: by(isPassing) }
}
