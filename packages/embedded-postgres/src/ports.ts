import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import type { Folders } from './folders.ts'

/** Whether this port of the loopback address is free; 0 asks for any. The port's number, or null if it is taken. */
export const freePort = (port: number): Promise<number | null> =>
  new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(null))
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = server.address()
      const bound = address !== null && typeof address === 'object' ? address.port : null
      server.close(() => resolve(bound))
    })
  })

/** The port of the last start, 0 if there was none. */
export const rememberedPort = (folders: Folders): number =>
  existsSync(folders.port) ? Number(readFileSync(folders.port, 'utf8')) || 0 : 0
