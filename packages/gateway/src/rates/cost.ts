import type { WireCommand } from '@parley/contract'
import type { ClientFrame } from '@parley/protocol'
import type { Asked } from './allowances.ts'

/** What a frame asks for, and how much of it. */
export interface Cost {
  readonly asked: Asked
  readonly cost: number
}

/** What a frame costs beside its own being read. A frame that is not answered costs nothing more. */
export const costOf = (frame: ClientFrame): Cost | undefined => {
  switch (frame.type) {
    case 'command':
      return { asked: 'commands', cost: eventsOf(frame.command) }
    case 'query':
      return { asked: 'queries', cost: 1 }
    case 'subscribe':
      return { asked: 'watches', cost: frame.channels.length }
    case 'unsubscribe':
    case 'authenticate':
    case 'typing':
      return undefined
    default:
      return frame satisfies never
  }
}

/** About how many events a command makes. */
const eventsOf = (command: WireCommand): number =>
  command.type === 'CreateChannel' ? 1 + command.members.length : 1

/** So many bytes of a frame cost as much as a frame. */
const bytesOfOne = 4 * 1024

/** What reading a frame costs, by its bytes. */
export const frameCostOf = (bytes: number): number => 1 + Math.floor(bytes / bytesOfOne)
