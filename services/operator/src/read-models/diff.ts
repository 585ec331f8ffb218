import {
  differencesIn,
  diffGenerations,
  inBoth,
  knownGenerations,
  type Positions,
  type RowDifference,
  type TableDiff,
} from '@parley/projection'
import { levelling } from '@parley/projector'
import * as E from 'fp-ts/lib/Either.js'
import { eventsBehind, type Origin } from './events-behind.ts'
import type { Opened } from './opened.ts'

/** How two generations compare. */
export interface Diff {
  readonly one: string
  readonly other: string
  readonly positions: Positions
  readonly differences: number
  readonly tables: ReadonlyArray<
    Omit<TableDiff, 'samples'> & {
      readonly samples: ReadonlyArray<RowDifference & { readonly origin?: Origin }>
    }
  >
}

const withOrigin =
  ({ store, own }: Opened, table: string) =>
  async (sample: RowDifference): Promise<RowDifference & { readonly origin?: Origin }> => {
    const origin = await eventsBehind(store, own.group, table, sample.other ?? sample.one ?? {})
    return origin === undefined ? sample : { ...sample, origin }
  }

/** Compares two generations of this version's layout. Left: why not, in words. */
export const diffOf = async (
  opened: Opened,
  one: string,
  other: string,
  samples: number,
): Promise<E.Either<string, Diff>> => {
  const { pool, own, store } = opened
  const known = await knownGenerations(pool)
  for (const schema of [one, other]) {
    const found = known.find((each) => each.schema === schema)
    if (found === undefined) return E.left(`there is no generation ${schema} that the control schema knows`)
    if (found.layout !== own.layout)
      return E.left(
        `${schema} has other tables, or is made of other events, than this version of Parley knows`,
      )
  }
  const compared = await inBoth(
    pool,
    [one, other],
    async (client, positions) => ({
      positions,
      diffs: await diffGenerations(client, [one, other], own.tables, samples),
    }),
    { level: levelling(store, own) },
  )
  const tables: Array<Diff['tables'][number]> = []
  for (const diff of compared.diffs) {
    const found: Array<RowDifference & { readonly origin?: Origin }> = []
    for (const sample of diff.samples) found.push(await withOrigin(opened, diff.table)(sample))
    tables.push({ ...diff, samples: found })
  }
  const { positions, diffs } = compared
  return E.right({ one, other, positions, differences: differencesIn(diffs), tables })
}

const sampleLines = (sample: Diff['tables'][number]['samples'][number]): ReadonlyArray<string> => {
  const { kind, key, columns, one, other, origin } = sample
  const values = columns.map(
    (name) => `${name}: ${JSON.stringify(one?.[name])} → ${JSON.stringify(other?.[name])}`,
  )
  return [
    `  ${kind} ${Object.values(key).join(' ')}`,
    ...values.map((value) => `    ${value}`),
    ...(origin === undefined
      ? []
      : origin.events.map(
          ({ type, revision, position }) =>
            `    by ${type} at revision ${revision} of ${origin.stream}, position ${position}`,
        )),
  ]
}

export const diffLines = ({ one, other, positions, differences, tables }: Diff): ReadonlyArray<string> => [
  positions[0] === positions[1]
    ? `${one} and ${other} were compared at position ${positions[0]}.`
    : `${one} was compared at position ${positions[0]}, ${other} at ${positions[1]}: some differences may come from that.`,
  ...tables
    .filter(({ added, gone, changed }) => added + gone + changed > 0)
    .flatMap(({ table, added, gone, changed, columns, samples }) => [
      `${table}: ${added} added, ${gone} gone, ${changed} changed` +
        Object.entries(columns)
          .map(([name, times], n) => `${n === 0 ? ' (' : ', '}${name} in ${times}`)
          .join('') +
        (Object.keys(columns).length === 0 ? '' : ')'),
      ...samples.flatMap(sampleLines),
    ]),
  differences === 0 ? 'No row differs.' : `${differences} rows differ.`,
]
