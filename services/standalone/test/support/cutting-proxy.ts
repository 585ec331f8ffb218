import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** Stands between a client and the engine, and cuts what goes through it. */
export interface CuttingProxy {
  readonly port: number
  /** Cuts all connections after so many more bytes to the client: mid-frame, where they end in one. */
  readonly cutAfter: (bytes: number) => void
  /** Takes nothing more from the engine until `read` again: a reader that is slow. */
  readonly stall: () => void
  readonly read: () => void
  readonly close: () => Promise<void>
}

export const cuttingProxy = async (target: number): Promise<CuttingProxy> => {
  const pairs = new Set<readonly [Socket, Socket]>()
  let left = Number.POSITIVE_INFINITY
  let stalled = false

  const cut = (): void => {
    left = Number.POSITIVE_INFINITY
    for (const pair of pairs) for (const side of pair) side.resetAndDestroy()
    pairs.clear()
  }
  const server = createServer((near) => {
    const far = connect(target, '127.0.0.1')
    const pair = [near, far] as const
    pairs.add(pair)
    for (const side of pair) {
      side.setNoDelay(true)
      side.on('error', () => {})
      side.on('close', () => {
        pairs.delete(pair)
        near.destroy()
        far.destroy()
      })
    }
    near.pipe(far)
    if (stalled) far.pause()
    far.on('data', (chunk: Buffer) => {
      if (chunk.length < left) {
        left -= chunk.length
        near.write(chunk)
      } else {
        near.write(chunk.subarray(0, left), cut)
        left = Number.POSITIVE_INFINITY
      }
    })
    far.on('end', () => near.end())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    cutAfter: (bytes) => {
      left = bytes
      if (bytes === 0) cut()
    },
    stall: () => {
      stalled = true
      for (const [, far] of pairs) far.pause()
    },
    read: () => {
      stalled = false
      for (const [, far] of pairs) far.resume()
    },
    close: async () => {
      cut()
      server.close()
      await once(server, 'close')
    },
  }
}
