import type { ProtocolError } from '@parley/protocol'
import type { Clock } from '../platform/clock.ts'
import { type Lane, lane } from './lane.ts'
import type { Line, Request } from './line.ts'
import { isOutage, isPassing, isTooMuch } from './passing.ts'

// The server takes 1,000 commands, 32 queries and 16 subscribes of one session at once; a few are left for what goes
// beside these lanes.
const commandsAtOnce = 500
const queriesAtOnce = 24
const watchesAtOnce = 8

/** A line that keeps the server's limits: what is beyond them waits here instead of being turned down there. */
export interface PacedLine {
  /** For the SDK's own questions: an outage is waited out, since there is nobody to be told. */
  readonly patient: Line
  /** For the program's questions: it is told of an outage at once. */
  readonly prompt: Line
  /** For commands: whatever may pass is waited out. */
  readonly commands: Pick<Line, 'request'>
}

export const paced = (line: Line, clock: Clock): PacedLine => {
  const commands = lane(line, clock, commandsAtOnce)
  const queries = lane(line, clock, queriesAtOnce)
  const watches = lane(line, clock, watchesAtOnce)
  const laneOf = (frame: Request): Lane | null => {
    switch (frame.type) {
      case 'command':
        return commands
      case 'query':
        return queries
      case 'subscribe':
      case 'unsubscribe':
        return watches
      case 'authenticate':
        return null
      default:
        return frame satisfies never
    }
  }
  const by = (passes: (error: ProtocolError) => boolean): Line => ({
    ...line,
    request: (frame) => laneOf(frame)?.request(frame, passes) ?? line.request(frame),
  })
  return { patient: by(isOutage), prompt: by(isTooMuch), commands: by(isPassing) }
}
