import { median } from '../measure/stats.ts'
import { table } from '../measure/table.ts'
import type { Once, Way } from './once.ts'

/** One build: how, of how many events, and what it took. */
export interface RebuildRun extends Once {
  readonly way: Way
  readonly events: number
  /** Processor seconds of Postgres. */
  readonly postgresCpu: number
}

const names: Readonly<Record<Way, string>> = {
  copying: 'Parley, all read models, by copying',
  'as it comes': 'Parley, all read models, as events come',
  emmett: 'emmett, one read model',
}

const whole = (n: number): string => Math.round(n).toLocaleString('en')
const rate = ({ events, seconds }: RebuildRun): number => events / seconds

/** The medians of all runs as a table in Markdown. */
export const report = (all: ReadonlyArray<RebuildRun>): string => {
  const by = (way: Way) => all.filter((run) => run.way === way)
  const ways = [...new Set(all.map(({ way }) => way))]
  const heads = [
    'built from the log',
    'events',
    'events/s',
    'CPU s/1,000 (process / Postgres)',
    'peak MiB',
    'copying to it',
  ]
  return table(
    heads,
    ways.map((way) => {
      const own = by(way)
      const of = (figure: (run: RebuildRun) => number): number => median(own.map(figure))
      const cpu = [
        of((run) => (1_000 * run.cpu) / run.events),
        of((run) => (1_000 * run.postgresCpu) / run.events),
      ]
      const ratio = median(by('copying').map((run, n) => rate(run) / rate(own[n] ?? run)))
      return [
        names[way],
        whole(own[0]?.events ?? 0),
        whole(of(rate)),
        cpu.map((figure) => figure.toFixed(4)).join(' / '),
        whole(of(({ peak }) => peak)),
        `${ratio.toFixed(2)}x`,
      ]
    }),
  )
}
