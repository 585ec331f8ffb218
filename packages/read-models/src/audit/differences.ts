import { isDeepStrictEqual } from 'node:util'
import type { AnyRow, MemoryTables, ReadModel } from '@parley/projection'
import type { Unread } from './recount.ts'

/** A row that is not what the log says, or a count that is not. */
export interface Difference {
  readonly table: string
  readonly key: string
  /** What follows from the log; absent where there should be no such row. */
  readonly fromLog?: AnyRow
  readonly stored?: AnyRow
}

const between = (
  table: string,
  fromLog: ReadonlyMap<string, AnyRow>,
  stored: ReadonlyMap<string, AnyRow>,
): ReadonlyArray<Difference> =>
  [...new Set([...fromLog.keys(), ...stored.keys()])].flatMap((key): ReadonlyArray<Difference> => {
    const expected = fromLog.get(key)
    const actual = stored.get(key)
    if (isDeepStrictEqual(expected, actual)) return []
    const found = { table, key }
    if (expected === undefined) return actual === undefined ? [] : [{ ...found, stored: actual }]
    return [{ ...found, fromLog: expected, ...(actual === undefined ? {} : { stored: actual }) }]
  })

/** In which rows tables differ; but for rows that outlast what they were made of, where the log has nothing of them. */
export const tableDifferences = (
  fromLog: MemoryTables,
  stored: MemoryTables,
  readModels: ReadonlyArray<ReadModel> = [],
): ReadonlyArray<Difference> => {
  const outlasting = new Set(readModels.flatMap(({ outlasts, table }) => (outlasts ? [table.name] : [])))
  return [...fromLog]
    .flatMap(([table, rows]) => between(table, rows, stored.get(table) ?? new Map()))
    .filter((difference) => difference.fromLog !== undefined || !outlasting.has(difference.table))
}

const byFeed = (counts: ReadonlyArray<Unread>): ReadonlyMap<string, AnyRow> =>
  new Map(
    counts.map((count) => [
      `${count.tenantId}\n${count.channelId}\n${count.userId}\n${count.feedId}\n`,
      { ...count },
    ]),
  )

/** What differences in unread counts name as their table, though no table holds them. */
export const unreadTable = 'unread'

/** In which unread counts they differ. */
export const unreadDifferences = (
  fromLog: ReadonlyArray<Unread>,
  stored: ReadonlyArray<Unread>,
): ReadonlyArray<Difference> => between(unreadTable, byFeed(fromLog), byFeed(stored))
