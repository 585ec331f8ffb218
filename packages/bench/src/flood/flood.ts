import { withPostgres } from '../measure/postgres.ts'
import { median } from '../measure/stats.ts'
import { table } from '../measure/table.ts'
import { manners } from './manners.ts'
import { measureManner } from './measure-manner.ts'
import type { Noticed } from './people.ts'

export interface FloodOptions {
  /** How often each manner is measured, its three spans by turns; the medians are shown. */
  readonly runs: number
  /** How long each span is, in seconds. */
  readonly seconds: number
  /** Only the manners of these names; all where empty. */
  readonly only: ReadonlyArray<string>
}

const heads = [
  'flooded with',
  'p50',
  'p50 elsewhere',
  'p50 flooded',
  'p99',
  'p99 elsewhere',
  'p99 flooded',
  'ratio of p99',
  'to elsewhere',
]

const ms = (figure: number): string => figure.toFixed(1)

/**
 * Measures what one flooder, in each of several manners, makes of the time that others' messages take. `elsewhere` is
 * the same flooder saying the same, at the same moments, to a server that does nothing: what its own share of the
 * machine makes of it.
 */
export const benchFlood = ({ runs, seconds, only }: FloodOptions): Promise<void> =>
  withPostgres(async (bench) => {
    const rows: Array<ReadonlyArray<string>> = []
    for (const manner of Object.keys(manners)) {
      if (only.length > 0 && !only.includes(manner)) continue
      const { quiet, elsewhere, flooded } = await measureManner(bench, manner, runs, seconds)
      const three = [quiet, elsewhere, flooded]
      const of = (which: keyof Noticed): ReadonlyArray<number> =>
        three.map((spans) => median(spans.map((noticed) => noticed[which])))
      const p99 = of('p99')
      const [without = Number.NaN, beside = Number.NaN, withFlood = Number.NaN] = p99
      const ratios = [withFlood / without, withFlood / beside].map((ratio) => ratio.toFixed(2))
      rows.push([manner, ...of('p50').map(ms), ...p99.map(ms), ...ratios])
      console.error(
        `${manner}: p99 ${ms(without)} ms without, ${ms(beside)} elsewhere, ${ms(withFlood)} with`,
      )
    }
    console.log(table(heads, rows))
  })
