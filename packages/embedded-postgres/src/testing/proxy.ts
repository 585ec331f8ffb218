import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'

/** A line to the database that can be disturbed. */
export interface Proxy {
  /** The connection string that goes through it. */
  readonly connectionString: string
  /**
   * From now on swallows what the server answers, or what the client asks, on the connections that there are;
   * nothing closes. Resolves once something was swallowed.
   */
  readonly swallow: (what: 'answers' | 'questions') => Promise<void>
  /** From now on takes nothing in of the connections that there are, not even that one side closes. */
  readonly freeze: () => void
  /** Ends every connection there is. */
  readonly cut: () => void
  /** From now on refuses connections, or takes them again. */
  readonly refuse: (refusing: boolean) => void
  /** Resolves when the next connection comes. */
  readonly nextConnection: () => Promise<unknown>
  readonly close: () => Promise<void>
}

export const proxyTo = async (connectionString: string): Promise<Proxy> => {
  const url = new URL(connectionString)
  const sockets = new Set<Socket>()
  const muted = new Map<Socket, 'answers' | 'questions'>()
  let onSwallowed = (): void => {}
  let refusing = false
  const server = createServer((client) => {
    if (refusing) {
      client.destroy()
      return
    }
    const upstream = connect(Number(url.port), url.hostname)
    for (const [from, to, what] of [
      [client, upstream, 'questions'],
      [upstream, client, 'answers'],
    ] as const) {
      sockets.add(from)
      from.on('data', (chunk: Buffer) => {
        if (muted.get(from) === what) onSwallowed()
        else to.write(chunk)
      })
      from.on('error', () => to.destroy())
      from.on('close', () => {
        sockets.delete(from)
        to.destroy()
      })
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const through = new URL(connectionString)
  through.hostname = '127.0.0.1'
  through.port = String((server.address() as AddressInfo).port)
  const cut = (): void => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    connectionString: through.href,
    swallow: (what) => {
      for (const socket of sockets) muted.set(socket, what)
      return new Promise((resolve) => {
        onSwallowed = resolve
      })
    },
    freeze: () => {
      for (const socket of sockets) socket.pause()
    },
    cut,
    refuse: (now) => {
      refusing = now
    },
    nextConnection: () => once(server, 'connection'),
    close: async () => {
      const closed = once(server, 'close')
      server.close()
      cut()
      await closed
    },
  }
}
