import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { WebSocket } from 'ws'
import { startServer } from '../measure/child.ts'
import { type BenchPostgres, withPostgres } from '../measure/postgres.ts'
import { median } from '../measure/stats.ts'
import { table } from '../measure/table.ts'
import { parleySide } from '../ring/parley-side.ts'
import { memberName, type Side } from '../ring/side.ts'
import { socketIoSide } from '../ring/socket-io-side.ts'
import { bareSide } from './bare-side.ts'

type IdleSide = Pick<Side, 'name' | 'prepare' | 'connect'>

const scripts = {
  bare: fileURLToPath(new URL('./bare-server.ts', import.meta.url)),
  socketIo: fileURLToPath(new URL('../ring/socket-io-server.ts', import.meta.url)),
  parley: fileURLToPath(new URL('../../../../services/standalone/src/main.ts', import.meta.url)),
}

/** As a client does that comes: it lists what it has, and then watches it. */
const listing = (side: Side): IdleSide => ({
  ...side,
  connect: async (channel, who) => {
    const socket = await side.connect(channel, who)
    socket.send(JSON.stringify({ type: 'query', id: 2, query: { type: 'conversations' } }))
    await once(socket, 'message')
    return socket
  },
})

/** What is measured, in turn. */
const sides: ReadonlyArray<{
  readonly script: string
  readonly side: (address: string, secret: string) => IdleSide
}> = [
  { script: scripts.bare, side: bareSide },
  { script: scripts.socketIo, side: socketIoSide },
  {
    script: scripts.parley,
    side: (address, secret) => listing(parleySide(address, secret)),
  },
]

/** Sessions before the first look, so that what is made once is there; and at each of the next. */
const warm = 2_000
const steps = [2_000, 6_000]
/** Connections that are opened at once. */
const atOnce = 50
/** Milliseconds after the last session came, in which what came with it ends. */
const settled = 3_000

export interface IdleOptions {
  /** How often each side is measured; the medians are shown. */
  readonly runs: number
  /** How many sessions watch one channel. */
  readonly members: number
}

/** What one more session takes, in bytes, between the first look and a later one. */
interface PerSession {
  readonly sessions: number
  readonly heap: number
  readonly external: number
  readonly resident: number
}

const measure = async (
  { database }: BenchPostgres,
  { script, side: sideAt }: (typeof sides)[number],
  members: number,
): Promise<ReadonlyArray<PerSession>> => {
  // Thousands of people come from one address here.
  const { child, secret } = await startServer(script, await database(), { PARLEY_LIMITS: 'off' })
  const all: Array<WebSocket> = []
  try {
    const side = sideAt(child.address, secret)
    const most = warm + Math.max(...steps)
    const channels = await side.prepare(Math.ceil(most / members), members)
    const fillTo = async (count: number): Promise<NodeJS.MemoryUsage> => {
      const numbers = Array.from({ length: count - all.length }, (_, n) => all.length + n).values()
      const connecting = Array.from({ length: atOnce }, async () => {
        for (const n of numbers) {
          const channel = Math.floor(n / members)
          all.push(await side.connect(channels[channel] ?? '', memberName(channel, n % members)))
        }
      })
      await Promise.all(connecting)
      await pause(settled)
      return child.memory()
    }
    const first = await fillTo(warm)
    const found: Array<PerSession> = []
    for (const sessions of steps) {
      const now = await fillTo(warm + sessions)
      found.push({
        sessions,
        heap: (now.heapUsed - first.heapUsed) / sessions,
        external: (now.external - first.external) / sessions,
        resident: (now.rss - first.rss) / sessions,
      })
    }
    return found
  } finally {
    for (const socket of all) socket.terminate()
    await child.stop()
  }
}

/** Measures what a session that watches a channel and says nothing keeps in the memory of its server. */
export const benchIdle = ({ runs, members }: IdleOptions): Promise<void> =>
  withPostgres(async (bench) => {
    const found = sides.map((): Array<ReadonlyArray<PerSession>> => [])
    for (let run = 0; run < runs; run += 1) {
      for (const [n, one] of sides.entries()) found[n]?.push(await measure(bench, one, members))
      console.error(`run ${run + 1} of ${runs}`)
    }
    const names = sides.map(({ side }) => side('http://localhost', '').name)
    const kib = (figures: ReadonlyArray<PerSession>, of: keyof PerSession): string =>
      (median(figures.map((one) => one[of])) / 1024).toFixed(1)
    console.log(
      table(
        ['server', 'idle sessions', 'heap KiB', 'external KiB', 'resident KiB'],
        names.flatMap((name, n) =>
          steps.map((sessions) => {
            const figures = (found[n] ?? []).flatMap((run) => run.filter((one) => one.sessions === sessions))
            return [
              name,
              `${sessions}`,
              kib(figures, 'heap'),
              kib(figures, 'external'),
              kib(figures, 'resident'),
            ]
          }),
        ),
      ),
    )
  })
