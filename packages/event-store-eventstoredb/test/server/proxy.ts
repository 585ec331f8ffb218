import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import type { Socket } from 'node:net'

/** Stands between a client and a server, so that a test can do to the connections what networks do. */
export interface Proxy {
  readonly port: number
  /** How many connections there are now. */
  readonly connections: () => number
  /** Cuts all connections. New ones are let in. */
  readonly cut: () => void
  /** Cuts all connections and takes no new one, until `allow`: the server is down. */
  readonly refuse: () => void
  /** Keeps all connections but passes nothing on, until `allow`: the server hangs. */
  readonly hold: () => void
  readonly allow: () => void
  readonly close: () => Promise<void>
}

const join = (a: Socket, b: Socket): void => {
  a.pipe(b)
  b.pipe(a)
}

export const startProxy = async (target: number, host = '127.0.0.1'): Promise<Proxy> => {
  const pairs = new Map<Socket, Socket>()
  let mode: 'allow' | 'refuse' | 'hold' = 'allow'
  const cut = (): void => {
    for (const [a, b] of pairs) {
      a.destroy()
      b.destroy()
    }
  }
  const server = createServer((client) => {
    if (mode === 'refuse') {
      client.destroy()
      return
    }
    const upstream = connect(target, host)
    pairs.set(client, upstream)
    const over = (): void => {
      client.destroy()
      upstream.destroy()
      pairs.delete(client)
    }
    for (const socket of [client, upstream]) {
      socket.setNoDelay(true)
      socket.on('error', over)
      socket.on('close', over)
    }
    if (mode === 'allow') join(client, upstream)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('a proxy without a port')
  return {
    port: address.port,
    connections: () => pairs.size,
    cut,
    refuse: () => {
      mode = 'refuse'
      cut()
    },
    hold: () => {
      mode = 'hold'
      for (const pair of pairs) for (const socket of pair) socket.unpipe().pause()
    },
    allow: () => {
      mode = 'allow'
      for (const [a, b] of pairs) join(a, b)
    },
    close: async () => {
      cut()
      server.close()
      if (server.listening) await once(server, 'close')
    },
  }
}
