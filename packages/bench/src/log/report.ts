import { median } from '../measure/stats.ts'
import { table } from '../measure/table.ts'
import type { AppendRun, ReadRun } from './row.ts'

const whole = (n: number): string => Math.round(n).toLocaleString('en')
const distinct = (names: ReadonlyArray<string>): ReadonlyArray<string> => [...new Set(names)]

/** The first contender's rate divided by that of another, run by run; the median. */
const ratio = (
  ours: ReadonlyArray<{ readonly rate: number }>,
  theirs: ReadonlyArray<{ readonly rate: number }>,
): string => `${median(ours.map(({ rate }, i) => rate / (theirs[i]?.rate ?? Number.NaN))).toFixed(2)}x`

const appendTable = (runs: ReadonlyArray<AppendRun>): string =>
  table(
    [
      'streams',
      'store',
      'appends/s',
      'p50 / p99 ms',
      'CPU s/1,000 (this process / Postgres)',
      'Parley to it',
    ],
    distinct(runs.map((run) => run.name)).flatMap((name) => {
      const ofCase = runs.filter((run) => run.name === name)
      const contenders = distinct(ofCase.map((run) => run.contender))
      const by = (contender: string) => ofCase.filter((run) => run.contender === contender)
      return contenders.map((contender) => {
        const own = by(contender)
        const of = (figure: 'rate' | 'p50' | 'p99' | 'cpu' | 'postgresCpu') =>
          median(own.map((run) => run[figure]))
        return [
          name,
          contender,
          whole(of('rate')),
          `${of('p50').toFixed(1)} / ${of('p99').toFixed(1)}`,
          `${of('cpu').toFixed(3)} / ${of('postgresCpu').toFixed(3)}`,
          ratio(by(contenders[0] ?? ''), own),
        ]
      })
    }),
  )

const readTable = (runs: ReadonlyArray<ReadRun>): string => {
  const names = distinct(runs.map((run) => run.name))
  const by = (name: string) => runs.filter((run) => run.name === name)
  return table(
    ['$all', 'events/s', 'CPU s/1,000 (this process / Postgres)', `${names[0]}, to it`],
    names.map((name) => [
      name,
      whole(median(by(name).map((run) => run.rate))),
      `${median(by(name).map((run) => run.cpu)).toFixed(4)} / ${median(by(name).map((run) => run.postgresCpu)).toFixed(4)}`,
      ratio(by(names[0] ?? ''), by(name)),
    ]),
  )
}

/** The medians of all runs as two tables in Markdown. */
export const report = (
  title: string,
  appends: ReadonlyArray<AppendRun>,
  reads: ReadonlyArray<ReadRun>,
): string => `${title}, one event an append:\n${appendTable(appends)}\n\n${readTable(reads)}\n`
