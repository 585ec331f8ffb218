import type { Socket } from '../socket/socket.ts'

/** Why a socket is not read from for a while: its client takes no answers, or has said what still waits to be taken. */
type Reason = 'slow' | 'waits'

/** Whether a socket is read from: while there is no reason not to. */
export interface Reading {
  readonly hold: (reason: Reason) => void
  readonly letGo: (reason: Reason) => void
}

export const reading = (socket: Pick<Socket, 'pause' | 'resume'>): Reading => {
  const reasons = new Set<Reason>()
  return {
    hold: (reason) => {
      if (reasons.size === 0) socket.pause()
      reasons.add(reason)
    },
    letGo: (reason) => {
      if (reasons.delete(reason) && reasons.size === 0) socket.resume()
    },
  }
}
