import type { Act, Receipt } from '@parley/projection'
import { builtIn, sizeOf } from '@parley/projection'
import type { Built } from './build.ts'
import type { BuildProgress } from './estimate.ts'
import type { Listed, Status } from './generations.ts'

/** Cells in columns, a line a row. */
const inColumns = (rows: ReadonlyArray<ReadonlyArray<string>>): ReadonlyArray<string> => {
  const widths = (rows[0] ?? []).map((_, n) => Math.max(...rows.map((row) => (row[n] ?? '').length)))
  return rows.map((row) =>
    row
      .map((cell, n) => cell.padEnd(widths[n] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}

const usedAs = ({ schema, inUseBy, formerOf }: Listed): string =>
  [
    ...(builtIn(schema) === undefined ? [] : [`half built for ${builtIn(schema)}`]),
    ...inUseBy.map((build) => (build === schema ? 'in use' : `in use by ${build}`)),
    ...formerOf.map((build) => (build === schema ? 'former' : `former of ${build}`)),
  ].join(', ') || '-'

export const listedLines = (all: ReadonlyArray<Listed>): ReadonlyArray<string> =>
  all.length === 0
    ? ['There are no read models in this database.']
    : inColumns([
        ['SCHEMA', 'GROUP', 'VERSION', 'STATE', 'USE', 'POSITION', 'SIZE', 'PROJECTOR'],
        ...all.map((one) => [
          one.schema,
          one.group,
          one.own ? 'this' : 'another',
          one.state ?? '-',
          usedAs(one),
          one.position === null ? '-' : String(one.position),
          sizeOf(one.bytes),
          one.projected ? 'at work' : '-',
        ]),
      ])

const actLine = ({ at, by, act, schema }: Act): ReadonlyArray<string> => [at, by, act, schema]

const isAt = (position: number | null): string =>
  position === null ? 'which is not there' : `at position ${position}`

export const statusLines = ({
  group,
  inUse,
  position,
  end,
  former,
  others,
  generations,
  acts,
}: Status): ReadonlyArray<string> => [
  `${group}: ${inUse} is in use, ${isAt(position)}; the log ends at ${end ?? 0}.`,
  former === null ? 'There is none to go back to.' : `To go back to: ${former}.`,
  ...others.map((other) => `${other.group}: ${other.inUse} is in use, ${isAt(other.position)}.`),
  '',
  ...listedLines(generations),
  ...(acts.length === 0 ? [] : ['', 'What was done last:', ...inColumns(acts.map(actLine))]),
]

/** A time for people: `1 h 2 min`, `3 min 4 s`, `5 s`. */
const timeOf = (seconds: number): string => {
  const whole = Math.max(0, Math.round(seconds))
  if (whole < 60) return `${whole} s`
  const minutes = Math.floor(whole / 60)
  return minutes < 60 ? `${minutes} min ${whole % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

export const leftOf = ({ secondsLeft }: BuildProgress): string =>
  secondsLeft === null ? 'not known how long' : `${timeOf(secondsLeft)} left`

export const builtLine = ({ schema, ended, position, events, seconds }: Built): string => {
  const did = `${events} events in ${timeOf(seconds)}`
  switch (ended) {
    case 'built':
      return `${schema} has caught up with the log at position ${position}: ${did}.`
    case 'paused':
      return `${schema} was paused at position ${position}: ${did}. \`read-models resume\` has a projector go on with it.`
    case 'stopped':
      return `Stopped at position ${position}: ${did}. Run it again to go on from there.`
    default:
      return ended satisfies never
  }
}

export const receiptLines = ({
  build,
  from,
  to,
  by,
  positions,
  differences,
  tables,
  pushes,
}: Receipt): ReadonlyArray<string> => [
  `Readers of ${build} read ${to} from now on, and no longer ${from}. Done by ${by}.`,
  positions[0] === positions[1]
    ? `Both were at position ${positions[0]}.`
    : `${from} was at position ${positions[0]}, ${to} at ${positions[1]}.`,
  ...(tables.length === 0
    ? []
    : inColumns([
        ['TABLE', 'ROWS', 'DIGEST', 'ROWS BEFORE', 'DIGEST BEFORE', 'ADDED', 'GONE', 'CHANGED'],
        ...tables.map(({ table, one, other, added, gone, changed }) => [
          table,
          String(other.rows),
          other.digest.slice(0, 12),
          String(one.rows),
          one.digest.slice(0, 12),
          String(added),
          String(gone),
          String(changed),
        ]),
      ])),
  `${differences === null ? '' : `${differences} rows differ. `}Pushes missed: ${pushes.missed}, repeated: ${pushes.repeated}; they come from the log.`,
]
