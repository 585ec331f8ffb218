import { Change, publicRows } from '@parley/contract'
import { changesOf as saidOf, rowsAfter } from '@parley/contract/testing'
import { isEventIn, streamOf } from '@parley/domain'
import { arbitraryCommands, arbitrarySelves, worldAfter } from '@parley/domain/testing'
import {
  type AnyRow,
  memoryTables,
  projectInMemory,
  type Projected,
  type PublicRow,
} from '@parley/projection'
import { changesOf, readModels } from '@parley/read-models'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { corpora, eventsOf } from './corpora.ts'
import { placed } from './harness.ts'

const commands = fc
  .tuple(arbitraryCommands({ channels: 2, maxLength: 200 }), arbitrarySelves())
  .map(([inChannels, aboutSelves]) => [...inChannels, ...aboutSelves])
const publicOnes = readModels.flatMap(({ table, told }) =>
  told === undefined ? [] : [{ table, publicRow: told.publicRow }],
)

test('RM-70: each public row is told of one table, with every part that it has', () => {
  const names = (parts: PublicRow['key']) => parts.map(({ name }) => name).toSorted()
  const given = publicOnes.map(({ publicRow: { row, key, columns, counters } }) => [
    row,
    { key: names(key), columns: names(columns), counters: names(counters) },
  ])
  const expected = Object.values(publicRows).map(({ name, key, columns, counters }) => [
    name,
    { key: key.toSorted(), columns: columns.toSorted(), counters: counters.toSorted() },
  ])
  expect(Object.fromEntries(given)).toEqual(Object.fromEntries(expected))
  expect(given).toHaveLength(expected.length)
})

test('RM-71: what an event changes is what its own words say, in any order, each row once', () => {
  fc.assert(
    fc.property(commands, (history) => {
      for (const happened of placed(worldAfter(history).events)) {
        const changes = changesOf(happened)
        const expected = [...saidOf(happened.event)]
        expect(changes.every(Change.is)).toBe(true)
        expect(changes).toHaveLength(expected.length)
        expect(changes).toEqual(expect.arrayContaining(expected))
      }
    }),
    { numRuns: 100 },
  )
})

test('RM-71: the corpora hold an event that changes each public row', () => {
  const told = corpora
    .flatMap(eventsOf)
    .flatMap(changesOf)
    .map(({ row }) => row)
  expect([...new Set(told)].toSorted()).toEqual(Object.keys(publicRows).toSorted())
})

/** Of whom a change or a row is told: whose inbox it is of, all who watch the channel, or who know of the person. */
const readerOf = ({ event }: Projected): string =>
  isEventIn('inbox', event) ? streamOf(event) + event.channelId : streamOf(event)

/** The kind of stream that each public row is of. */
const kindOf: ReadonlyMap<string, string | undefined> = new Map(
  readModels.flatMap(({ stream, told }) => (told === undefined ? [] : [[told.publicRow.row, stream?.kind]])),
)

const readersOf = (row: AnyRow, kind: string): string => {
  const [tenant, channel, person] = ['tenant_id', 'channel_id', 'user_id'].map((name) => {
    const value = row[name]
    return typeof value === 'string' ? value : ''
  })
  switch (kindOf.get(kind)) {
    case 'inbox':
      return `inbox-${tenant}.${person}${channel}`
    case 'user':
      return `user-${tenant}.${person}`
    case 'channel':
      return `channel-${tenant}.${channel}`
    case undefined:
    default:
      throw new Error(`of which kind of stream ${kind} is, is not said`)
  }
}

const publicOf = ({ key, columns, counters }: PublicRow, row: AnyRow) =>
  Object.fromEntries(
    [...key, ...columns, ...counters].map(({ name, column, as = (value) => value }) => [
      name,
      as(row[column] ?? null),
    ]),
  )

test('RM-72: all changes of a history, in order, come to the rows that the read models have of it', () => {
  fc.assert(
    fc.property(commands, (history) => {
      const events = placed(worldAfter(history).events)
      const tables = memoryTables(readModels)
      projectInMemory(readModels, tables, events)
      const updates = Map.groupBy(events, readerOf)
      const applied = [...updates].flatMap(([reader, those]) =>
        [...rowsAfter(those.map((one) => ({ changes: [...changesOf(one)] }))).values()].map((row) => [
          reader,
          row,
        ]),
      )
      const stored = publicOnes.flatMap(({ table, publicRow }) =>
        [...(tables.get(table.name)?.values() ?? [])].map((row) => [
          readersOf(row, publicRow.row),
          { row: publicRow.row, ...publicOf(publicRow, row) },
        ]),
      )
      expect(applied).toHaveLength(stored.length)
      expect(new Set(applied.map(inOneOrder))).toEqual(new Set(stored.map(inOneOrder)))
    }),
    { numRuns: 60 },
  )
})

/** A value as one text, whatever the order of its fields. */
const inOneOrder = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([one], [other]) => (one < other ? -1 : 1)))
      : inner,
  )
