import { median } from '../measure/stats.ts'
import { table } from '../measure/table.ts'
import { caseName } from './cases.ts'
import type { Row, Run } from './row.ts'

const of = (runs: ReadonlyArray<Run>, figure: keyof Run): number => median(runs.map((run) => run[figure]))
const whole = (n: number): string => Math.round(n).toLocaleString('en')
const pair = (runs: ReadonlyArray<Run>, one: keyof Run, other: keyof Run, digits: number): string =>
  `${of(runs, one).toFixed(digits)} / ${of(runs, other).toFixed(digits)}`

/** The medians of all runs as two tables in Markdown. */
export const report = (rows: ReadonlyArray<Row>): string => {
  const ratio = ({ parley, socketIo }: Row): number =>
    median(parley.map((run, i) => run.rate / (socketIo[i]?.rate ?? Number.NaN)))
  const saturation = table(
    [
      'channels x members',
      'in flight',
      'Socket.IO msg/s',
      'Parley msg/s',
      'ratio',
      'CPU s/1,000 Socket.IO (server / Postgres)',
      'Parley (server / Postgres)',
    ],
    rows.map((row) => [
      caseName(row.one),
      `${row.one.inFlight}`,
      whole(of(row.socketIo, 'rate')),
      whole(of(row.parley, 'rate')),
      ratio(row).toFixed(2),
      pair(row.socketIo, 'serverCpu', 'postgresCpu', 3),
      pair(row.parley, 'serverCpu', 'postgresCpu', 3),
    ]),
  )
  const latency = table(
    [
      'channels x members',
      'msg/s',
      'Socket.IO p50 / p99 ms',
      'Parley p50 / p99 ms',
      'CPU s/1,000 Socket.IO (server / Postgres)',
      'Parley (server / Postgres)',
    ],
    rows.map(({ one, paced }) => [
      caseName(one),
      whole(of(paced.socketIo, 'rate')),
      pair(paced.socketIo, 'p50', 'p99', 1),
      pair(paced.parley, 'p50', 'p99', 1),
      pair(paced.socketIo, 'serverCpu', 'postgresCpu', 3),
      pair(paced.parley, 'serverCpu', 'postgresCpu', 3),
    ]),
  )
  return `At saturation:\n${saturation}\n\nAt half of what saturates Socket.IO, from send to delivery:\n${latency}\n`
}
