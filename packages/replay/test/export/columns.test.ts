import { Segment, Timestamp, UserId } from '@parley/domain'
import { memoryEventStore } from '@parley/event-store'
import * as t from 'io-ts'
import { expect, it } from 'vitest'
import { shapeOf } from '../../src/codecs/shape.ts'
import { cellsOf, type Column, columnsOf, merged } from '../../src/export/columns.ts'
import { beginFile } from '../../src/export/begin-file.ts'
import { aFolder, exported, parquetRows } from '../support/folders.ts'
import { generated } from '../support/generated.ts'
import { aHistory, appendAll } from '../support/histories.ts'
import { duckRows } from '../support/duck.ts'

const cells = (codec: object): ReadonlyArray<Column> =>
  cellsOf(shapeOf(codec), '', (event) => event, false).map(({ name, type }) => ({ name, type }))

it('EXPORT-14: a column follows from how a field is made', () => {
  const codec = t.strict({
    by: UserId,
    at: Timestamp,
    segment: t.union([Segment, t.null]),
    kind: t.union([t.literal('one'), t.literal('two')]),
    body: t.union([
      t.strict({ kind: t.literal('text'), length: t.number }),
      t.strict({ kind: t.literal('picture'), width: t.number }),
    ]),
    people: t.array(UserId),
    byPerson: t.record(UserId, Segment),
    open: t.boolean,
    either: t.union([UserId, t.number]),
  })
  expect(cells(codec)).toEqual([
    { name: 'by', type: 'text' },
    { name: 'at', type: 'moment' },
    { name: 'segment', type: 'integer' },
    { name: 'kind', type: 'text' },
    { name: 'body_kind', type: 'text' },
    { name: 'body_length', type: 'number' },
    { name: 'body_width', type: 'number' },
    { name: 'people', type: 'json' },
    { name: 'byPerson', type: 'json' },
    { name: 'open', type: 'boolean' },
    { name: 'either', type: 'json' },
  ])
})

it('EXPORT-14: two fields of one name and two types are no column', () => {
  expect(() =>
    merged([
      { name: 'name', type: 'text' },
      { name: 'name', type: 'integer' },
    ]),
  ).toThrow('two fields are called name')
  expect(() => cells(t.strict({ note: t.string }))).toThrow('nobody has said what')
})

it('EXPORT-14: every field of every event has a column', () => {
  const { all } = columnsOf({ omitsText: false })
  const names = all.map(({ name }) => name)
  for (const { codec } of generated) for (const { name } of cells(codec)) expect(names).toContain(name)
  expect(new Set(names).size).toBe(names.length)
})

it('EXPORT-15: a new field is a new column, and files of before are read along with those of now', async () => {
  const store = memoryEventStore()
  await appendAll(store, aHistory())
  const folder = aFolder()
  await exported(store, folder, { people: 'clear' })
  const before = await parquetRows(folder)
  const now: ReadonlyArray<Column> = [
    ...columnsOf({ omitsText: false }).all,
    { name: 'friends', type: 'json' },
  ]
  const file = await beginFile('parquet', folder, 'events-9000000000000001-9000000000000040.parquet', now)
  const row: Readonly<Record<string, unknown>> = {
    position: 9_000_000_000_000_001,
    stream: 'channel-acme.0b0e4bb6-9a53-4e2a-8c1c-1d9d3b1a0c11',
    revision: 7,
    id: '0b0e4bb6-9a53-4e2a-8c1c-1d9d3b1a0c11',
    type: 'MessageSent',
    recordedAt: '2026-01-01T00:00:00.000Z',
    friends: ['ada'],
  }
  await file.add(now.map(({ name }) => row[name]))
  await file.finish()
  expect(await parquetRows(folder)).toEqual([...before, row])
  const read = await duckRows(
    folder,
    `select type, friends, count(*)::integer as n from read_parquet('FOLDER/*.parquet', union_by_name = true)
     where friends is not null or type = 'MessageSent' group by all order by friends`,
  )
  expect(read).toEqual([
    { type: 'MessageSent', friends: '["ada"]', n: 1 },
    { type: 'MessageSent', n: before.filter(({ type }) => type === 'MessageSent').length },
  ])
})
