import type { WebSocket } from 'ws'

/** What somebody found who asked one question after the other, in milliseconds. */
export interface Asked {
  readonly answers: number
  readonly p99: number
  readonly longest: number
}

/** Asks for a page of history, again and again, for as long as something else takes. */
export const askingDuring = async (
  socket: WebSocket,
  channelId: string,
  work: () => Promise<unknown>,
): Promise<Asked> => {
  let over = false
  let id = 1_000_000
  const took: Array<number> = []
  const one = (): Promise<void> => {
    id += 1
    const answer = Buffer.from(`"id":${id},`)
    const asked = performance.now()
    const { promise, resolve } = Promise.withResolvers<void>()
    const look = (message: Buffer): void => {
      if (!message.includes(answer)) return
      if (!message.includes('"type":"result"')) throw new Error(message.toString().slice(0, 300))
      took.push(performance.now() - asked)
      socket.off('message', look)
      resolve()
    }
    socket.on('message', look)
    socket.send(
      JSON.stringify({ type: 'query', id, query: { type: 'history', channelId, feedId: 'main', limit: 50 } }),
    )
    return promise
  }
  const asking = (async () => {
    while (!over) await one()
  })()
  await work()
  over = true
  await asking
  const sorted = took.toSorted((a, b) => a - b)
  return {
    answers: sorted.length,
    p99: sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN,
    longest: sorted.at(-1) ?? Number.NaN,
  }
}
