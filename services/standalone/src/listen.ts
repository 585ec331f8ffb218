import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { explainListening } from '@parley/service-gateway'
import * as E from 'fp-ts/lib/Either.js'

/** Where to listen. `chosen`: a person named the port, so no other will do. */
export interface ListenOptions {
  readonly host: string
  readonly port: number
  readonly chosen: boolean
}

const isTaken = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'

const tryPort = async (server: Server, host: string, port: number): Promise<E.Either<unknown, number>> => {
  server.listen(port, host)
  try {
    await once(server, 'listening')
    return E.right((server.address() as AddressInfo).port)
  } catch (error) {
    return E.left(error)
  }
}

/** Listens, and gives the port. Left: a sentence for the person at the terminal. */
export const listen = async (
  server: Server,
  { host, port, chosen }: ListenOptions,
  say: (line: string) => void,
): Promise<E.Either<string, number>> => {
  const first = await tryPort(server, host, port)
  if (E.isRight(first)) return first
  if (!isTaken(first.left)) return E.left(explainListening(first.left, host, port))
  if (chosen)
    return E.left(`Port ${port} is taken. Set PORT to another one, or leave it out to get a free one.`)
  say(`Port ${port} is taken, taking a free one.`)
  return E.mapLeft((error) => explainListening(error, host, 0))(await tryPort(server, host, 0))
}
