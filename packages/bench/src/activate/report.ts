import type { Noticed } from '../flood/people.ts'
import { median } from '../measure/stats.ts'
import { table } from '../measure/table.ts'
import type { Asked } from './reader.ts'

/** What was measured by turns: people by themselves, and beside a build. */
export interface Beside {
  readonly without: ReadonlyArray<Noticed>
  readonly beside: ReadonlyArray<Noticed>
}

/** What a reader found while nothing was done, and while readers were moved to another generation, and back. */
export interface Moved {
  readonly nothing: ReadonlyArray<Asked>
  readonly activate: ReadonlyArray<Asked>
  readonly revert: ReadonlyArray<Asked>
}

const ms = (figure: number): string => figure.toFixed(1)

/** The medians of all runs as two tables in Markdown. */
export const report = (builds: ReadonlyMap<number, Beside>, moved: Moved): string => {
  const of = (spans: ReadonlyArray<Noticed>, which: keyof Noticed): number =>
    median(spans.map((noticed) => noticed[which]))
  const beside = [...builds].map(([share, { without, beside: with_ }]) => [
    `--max-load ${share}`,
    ms(of(without, 'p50')),
    ms(of(with_, 'p50')),
    ms(of(without, 'p99')),
    ms(of(with_, 'p99')),
    (of(with_, 'p99') / of(without, 'p99')).toFixed(2),
  ])
  const asked = Object.entries(moved).map(([what, all]: [string, ReadonlyArray<Asked>]) => [
    what,
    String(median(all.map(({ answers }) => answers))),
    ms(median(all.map(({ p99 }) => p99))),
    ms(median(all.map(({ longest }) => longest))),
    ms(Math.max(...all.map(({ longest }) => longest))),
  ])
  return [
    table(['a build beside', 'p50 without', 'p50', 'p99 without', 'p99', 'ratio of p99'], beside),
    '',
    table(['meanwhile', 'answers', 'p99', 'longest, median', 'longest of all'], asked),
  ].join('\n')
}
