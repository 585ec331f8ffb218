import { randomUUID } from 'node:crypto'
import {
  buildGeneration,
  buildingOf,
  column,
  createBuilding,
  finishBuilding,
  generationOf,
  lookAtBuilding,
  lookAtGeneration,
  operations,
  SeenKeys,
  table,
  takePlace,
} from '@parley/projection'
import type { AnyTable, Operation } from '@parley/projection'
import fc from 'fast-check'
import * as t from 'io-ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { keyHash } from '../src/table/key-hash.ts'
import { batchesOn, inMemory } from './arbitrary-operations.ts'
import { openTables } from './harness.ts'

let here: Awaited<ReturnType<typeof openTables>>
beforeAll(async () => {
  here = await openTables()
})
afterAll(() => here.close())

const copying = fc.record({
  // So few that most keys seem to have been there, and so many that none does that was not.
  bytes: fc.constantFrom(64, 8_192),
  full: fc.boolean(),
  breaks: fc.array(fc.nat({ max: 6 }), { maxLength: 2 }),
  step: fc.nat({ max: 5 }),
})

test('PRJ-91 RM-64: whatever is done to rows, in whichever batches, broken off wherever, copying comes to what memory does', async () => {
  await fc.assert(
    fc.asyncProperty(batchesOn({ settable: 34, batches: 6 }), copying, async ([described, batches], how) => {
      expect(await here.copied(described, batches, how)).toEqual(inMemory(described, batches.flat()))
    }),
    { numRuns: 100 },
  )
})

const orNull = <C extends t.Mixed>(codec: C) => t.union([codec, t.null])
const everything = table({
  name: 'everything',
  columns: {
    id: column('text', t.string),
    at: column('uuid', orNull(t.string)),
    number: column('bigint', orNull(t.number)),
    yes: column('boolean', orNull(t.boolean)),
    json: column('json', orNull(t.UnknownRecord)),
    written: column('json-text', orNull(t.string)),
    text: column('text', orNull(t.string)),
  },
  key: ['id'],
})

// Postgres holds no zero character, and half of a surrogate pair is no character in UTF-8.
const anyText = fc
  .string({ unit: 'grapheme', maxLength: 90, size: 'max' })
  .map((text) => text.replaceAll('\0', ''))
const maybe = <A>(arbitrary: fc.Arbitrary<A>) => fc.option(arbitrary, { freq: 5 })
const row = fc.record({
  id: anyText,
  at: maybe(fc.uuid()),
  number: maybe(fc.maxSafeInteger()),
  yes: maybe(fc.boolean()),
  json: maybe(fc.dictionary(fc.constantFrom('a', 'b\n'), anyText)),
  written: maybe(anyText.map((text) => JSON.stringify({ text }))),
  text: maybe(fc.oneof(anyText, fc.constantFrom('\\', '\t\\N\n', 'é'.repeat(200), 'x'.repeat(70_000)))),
})

test('RM-5 PRJ-91: values of every kind that are copied come back exactly', async () => {
  const described: AnyTable = everything
  await fc.assert(
    fc.asyncProperty(
      fc.array(row, { maxLength: 40, size: 'max' }),
      fc.nat({ max: 40 }),
      async (rows, cut) => {
        const puts = rows.map((each): Operation => ({ op: 'put', row: each as never }))
        const batches = [puts.slice(0, cut), puts.slice(cut)]
        const how = { bytes: 8_192, full: false, breaks: [], step: 9 }
        expect(await here.copied(described, batches, how)).toEqual(inMemory(described, puts))
      },
    ),
    { numRuns: 40 },
  )
})

test('PRJ-91: what is no UUID is refused, and nothing of its batch is written', async () => {
  const { put } = operations(everything)
  const one = { number: null, yes: null, json: null, written: null, text: null }
  const copied = here.copied(
    everything,
    [[put({ id: 'a', at: 'zz94b4bd-6b9e-4c4b-8a5a-6a3c3b0d1f52', ...one })]],
    { bytes: 64, full: false, breaks: [], step: 9 },
  )
  await expect(copied).rejects.toThrow('not a UUID')
  await here.client.query('rollback')
})

test('PRJ-93: what was begun in another way, by another version, is something else', async () => {
  const described: AnyTable = everything
  const generation = {
    ...generationOf({ written: [{ table: described, version: 1 }], read: [] }),
    schema: 'otherwise',
  }
  await createBuilding(here.client, buildingOf(generation, []))
  expect(await lookAtBuilding(here.client, buildingOf(generation, []))).toEqual({
    _tag: 'copying',
    position: 0,
  })
  expect(await lookAtBuilding(here.client, buildingOf(generation, [described]))).toEqual({ _tag: 'other' })
})

test('PRJ-92: what was built takes no place where something was projected', async () => {
  const described: AnyTable = everything
  const generation = {
    ...generationOf({ written: [{ table: described, version: 1 }], read: [] }),
    schema: 'taken',
  }
  const building = buildingOf(generation, [])
  await buildGeneration(here.connectionString, generation)
  await createBuilding(here.client, building)
  await finishBuilding([here.client], building, () => {})
  await here.client.query('update taken.checkpoint set position = 1')
  expect(await takePlace(here.client, building, generation)).toBe(false)
  expect(await lookAtBuilding(here.client, building)).toEqual({ _tag: 'finishing', position: 0 })
  expect(await lookAtGeneration(here.client, generation)).toEqual({ _tag: 'there' })
})

test('PRJ-92: who may read the empty tables may read those that take their place', async () => {
  const role = `reading_${randomUUID().replaceAll('-', '')}`
  const described: AnyTable = everything
  const generation = {
    ...generationOf({ written: [{ table: described, version: 1 }], read: [] }),
    schema: 'read',
  }
  const building = buildingOf(generation, [])
  await buildGeneration(here.connectionString, generation)
  await here.client.query(`create role ${role}; grant select on read.everything, read.checkpoint to ${role}`)
  await createBuilding(here.client, building)
  await finishBuilding([here.client], building, () => {})
  expect(await takePlace(here.client, building, generation)).toBe(true)
  expect(await lookAtGeneration(here.client, generation)).toEqual({ _tag: 'there' })
  const { rows } = await here.client.query(
    `select has_table_privilege($1, 'read.everything', 'select') as may, has_table_privilege($1, 'read.everything', 'insert') as no`,
    [role],
  )
  expect(rows).toEqual([{ may: true, no: false }])
  await here.client.query(`drop owned by ${role}; drop role ${role}`)
})

test('PRJ-91: keys that were seen are known again, and of a hundred others one at most seems to be', () => {
  const keys = 10_000
  const seen = new SeenKeys((keys * 12) / 8)
  const described: AnyTable = everything
  const hashOf = (n: number): number => keyHash(described, { id: `acme.${(n * 7_919).toString(16)}-${n}` })
  for (let n = 0; n < keys; n += 1) seen.add(0, hashOf(n))
  const counted = (from: number, number: number): number =>
    Array.from({ length: keys }, (_, n) => seen.has(number, hashOf(from + n))).filter(Boolean).length
  expect(counted(0, 0)).toBe(keys)
  expect(counted(0, 1)).toBeLessThan(keys / 100)
  expect(counted(keys, 0)).toBeLessThan(keys / 100)
})
