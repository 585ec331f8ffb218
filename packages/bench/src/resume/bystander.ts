import { setTimeout as pause } from 'node:timers/promises'
import { attackerAt } from '../attack/attacker.ts'

/** Somebody else, who asks again and again whether the server is there: that needs nothing but a turn of its process. */
export interface Bystander {
  /** Milliseconds of the longest answer since this was asked before. */
  readonly longest: () => number
  readonly close: () => void
}

export const bystanderAt = async (url: string, secret: string): Promise<Bystander> => {
  const { ask, socket } = await attackerAt(url, secret, 'bystander')
  let longest = 0
  let began = performance.now()
  const asking = async (): Promise<void> => {
    for (;;) {
      began = performance.now()
      const { type } = await ask({ type: 'unsubscribe', channelIds: [] })
      if (type === 'closed') return
      longest = Math.max(longest, performance.now() - began)
      await pause(10)
    }
  }
  void asking()
  return {
    longest: () => {
      const found = Math.max(longest, performance.now() - began)
      longest = 0
      return found
    },
    close: () => socket.terminate(),
  }
}
