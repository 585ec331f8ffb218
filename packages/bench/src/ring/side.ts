import type { WebSocket } from 'ws'

/**
 * One of the two sides, as the load generator speaks to it: both over bare WebSockets, so that no client library is
 * measured. What is sent carries a number between tildes, and is found again in whatever frame brings it.
 */
export interface Side {
  readonly name: string
  /** Makes the channels of a case; gives their names. `who` names a member. */
  readonly prepare: (channels: number, members: number) => Promise<ReadonlyArray<string>>
  /** Opens a member's connection and begins to follow their channel. */
  readonly connect: (channel: string, who: string) => Promise<WebSocket>
  /** The frame with which a member sends a text. */
  readonly frame: (channel: string, who: string, text: string, number: number) => string
  /** Finds the numbers of the sends that a message of the server acknowledges. */
  readonly acknowledged: RegExp
}

/** The name of a member of a channel. */
export const memberName = (channel: number, member: number): string => `u${channel}-${member}`
