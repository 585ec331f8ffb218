import { fileURLToPath } from 'node:url'
import { type Child, startServer } from '../measure/child.ts'
import { cpuSeconds } from '../measure/cpu.ts'
import { type BenchPostgres, withPostgres } from '../measure/postgres.ts'
import { type Case, caseName, cases } from './cases.ts'
import { runLoad, type Span } from './load.ts'
import { parleySide } from './parley-side.ts'
import { report } from './report.ts'
import type { Row, Run } from './row.ts'
import type { Side } from './side.ts'
import { socketIoSide } from './socket-io-side.ts'

const scripts = {
  socketIo: fileURLToPath(new URL('./socket-io-server.ts', import.meta.url)),
  parley: fileURLToPath(new URL('../../../../services/standalone/src/main.ts', import.meta.url)),
}
const counted = 4_000

export interface RingOptions {
  /** How often each side runs each case; the medians are shown. */
  readonly runs: number
  /** For how many seconds each run sends before what is counted: a server's first seconds are not its days. */
  readonly warmUp: number
  /** Only the cases of these names, as `1 x 10`; all where empty. */
  readonly only: ReadonlyArray<string>
}

/** Starts a server of either side on a fresh database. */
const startSide = async (
  { database }: BenchPostgres,
  kind: keyof typeof scripts,
): Promise<{ readonly child: Child; readonly side: Side }> => {
  // A few connections ask here for what thousands of people would.
  const { child, secret } = await startServer(scripts[kind], await database(), { PARLEY_LIMITS: 'off' })
  const { address } = child
  return { child, side: kind === 'parley' ? parleySide(address, secret) : socketIoSide(address) }
}

const runOnce = async (
  bench: BenchPostgres,
  kind: keyof typeof scripts,
  one: Case,
  span: Span,
  pace: Parameters<typeof runLoad>[2],
): Promise<Run> => {
  const { child, side } = await startSide(bench, kind)
  const used = { server: 0, postgres: 0 }
  const onCounting = (counting: boolean): void => {
    const sign = counting ? -1 : 1
    used.server += sign * cpuSeconds(child.pid)
    used.postgres += sign * cpuSeconds(bench.pid)
  }
  try {
    const load = await runLoad(side, one, pace, span, onCounting)
    const thousands = load.messages / 1_000
    return { ...load, serverCpu: used.server / thousands, postgresCpu: used.postgres / thousands }
  } finally {
    await child.stop()
  }
}

/** Measures the whole way of a message, from a frame in to frames out, beside Socket.IO over Postgres. */
export const benchRing = ({ runs, warmUp, only }: RingOptions): Promise<void> =>
  withPostgres(async (bench) => {
    const span: Span = { warmUp: warmUp * 1_000, counted }
    const rows: Row[] = []
    for (const one of cases.filter((c) => only.length === 0 || only.includes(caseName(c)))) {
      const row: Row = { one, socketIo: [], parley: [], paced: { socketIo: [], parley: [] } }
      for (let run = 0; run < runs; run += 1) {
        row.socketIo.push(await runOnce(bench, 'socketIo', one, span, one))
        row.parley.push(await runOnce(bench, 'parley', one, span, one))
        const perSecond = Math.max(1, (row.socketIo.at(-1)?.rate ?? 2) / 2)
        row.paced.socketIo.push(await runOnce(bench, 'socketIo', one, span, { perSecond }))
        row.paced.parley.push(await runOnce(bench, 'parley', one, span, { perSecond }))
        console.error(`${caseName(one)}, run ${run + 1} of ${runs}`)
      }
      rows.push(row)
    }
    console.log(report(rows))
  })
