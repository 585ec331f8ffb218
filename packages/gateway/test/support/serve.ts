import { createServer } from 'node:http'
import { live as liveOn } from '@parley/live'
import { systemClock } from '@parley/runtime'
import type { ServerFrame } from '@parley/protocol'
import { decodeServerMessage } from '@parley/protocol'
import * as E from 'fp-ts/lib/Either.js'
import { WebSocket } from 'ws'
import { issueDevelopmentToken, verifier } from '@parley/auth'
import { engine, type EngineOptions } from '@parley/engine'
import { gateway, type Gateway, type GatewayOptions } from '../../src/index.ts'
import { fakeCommands } from '@parley/engine/testing'
import { quiet } from '@parley/runtime/testing'
import { tenantId, user, type World } from './world.ts'

export const secret = 'a secret of at least thirty-two bytes'

/** A gateway behind an HTTP server on a free port of the loopback address. */
export interface Served {
  readonly gateway: Gateway
  readonly port: number
  readonly connect: (options?: ConnectOptions) => Promise<Connection>
  readonly enter: (name: string) => Promise<Connection>
  /** The status with which an attempt to connect is refused. */
  readonly refused: (options: ConnectOptions) => Promise<number | undefined>
  readonly stop: () => Promise<void>
}

/** What shall not be as usual. */
export interface ServeOptions extends Partial<GatewayOptions> {
  readonly commands?: EngineOptions['commands']
}

interface ConnectOptions {
  readonly path?: string
  readonly origin?: string
}

export interface Connection {
  readonly ws: WebSocket
  readonly frames: Array<ServerFrame>
  readonly say: (frame: object | string | Buffer) => void
  readonly ask: (frame: object) => Promise<ServerFrame>
  /** Resolves when the frames that came fit. */
  readonly until: (fits: (frames: ReadonlyArray<ServerFrame>) => boolean) => Promise<void>
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>
}

export const serve = async (
  here: World,
  { commands = fakeCommands(), ...options }: ServeOptions = {},
): Promise<Served> => {
  const live = liveOn({ log: here.log, clock: systemClock, logger: quiet })
  const one = gateway({
    engine: engine({ commands, queries: here.queries, live, events: here.log, log: options.log ?? quiet }),
    verifier: verifier({ _tag: 'secret', secret }),
    log: quiet,
    ...options,
  })
  const http = createServer()
  one.attach(http)
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const address = http.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const open = ({ path = '/ws', origin }: ConnectOptions = {}): WebSocket =>
    new WebSocket(`ws://127.0.0.1:${port}${path}`, origin === undefined ? {} : { origin })
  const connect: Served['connect'] = async (where) => {
    const ws = open(where)
    const connection = connected(ws)
    await new Promise((resolve, reject) => {
      ws.once('open', resolve)
      ws.once('error', reject)
    })
    return connection
  }
  return {
    gateway: one,
    port,
    connect,
    enter: async (name) => {
      const connection = await connect()
      const token = await issueDevelopmentToken(secret, { tenantId, userId: user(name) })
      await connection.ask({ type: 'authenticate', version: 1, token })
      return connection
    },
    refused: (where) =>
      new Promise((resolve) => {
        const ws = open(where)
        ws.on('error', () => undefined)
        ws.once('unexpected-response', (_, response) => {
          response.resume()
          resolve(response.statusCode)
        })
      }),
    stop: async () => {
      await one.close()
      await live.close()
      await new Promise((resolve) => http.close(resolve))
    },
  }
}

const connected = (ws: WebSocket): Connection => {
  const frames: Array<ServerFrame> = []
  let waiting: Array<() => void> = []
  let ids = 0
  const closed = new Promise<{ readonly code: number; readonly reason: string }>((resolve) => {
    ws.once('close', (code, reason) => resolve({ code, reason: reason.toString() }))
  })
  ws.on('error', () => undefined)
  ws.on('message', (message: Buffer) => {
    const decoded = decodeServerMessage(message.toString())
    if (E.isLeft(decoded)) throw new Error(JSON.stringify(decoded.left))
    frames.push(...decoded.right)
    const woken = waiting
    waiting = []
    for (const wake of woken) wake()
  })
  const say: Connection['say'] = (frame) =>
    ws.send(typeof frame === 'string' || Buffer.isBuffer(frame) ? frame : JSON.stringify(frame))
  const until: Connection['until'] = async (fits) => {
    while (!fits(frames)) await new Promise<void>((resolve) => waiting.push(resolve))
  }
  return {
    ws,
    frames,
    say,
    until,
    closed,
    ask: async (frame) => {
      ids += 1
      const id = ids
      const isAnswer = (one: ServerFrame): boolean => 'id' in one && one.id === id
      say({ ...frame, id })
      await until((all) => all.some(isAnswer))
      const answer = frames.find(isAnswer)
      if (answer === undefined) throw new Error('no answer')
      return answer
    },
  }
}
