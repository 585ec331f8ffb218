import { lookUpPool, memoryTables, projectInMemory } from '@parley/projection'
import type { Projected } from '@parley/projection'
import { readModels, rowSource, streamPlaces } from '@parley/read-models'
import type { RowKey, StreamAddress } from '@parley/domain'
import {
  channelIdIn,
  addressOf,
  channelKey,
  doneKey,
  eventTypes,
  memberKey,
  messageKey,
  rowChangesOf,
  rowKinds,
  streamKindOf,
  streamKinds,
  streamOf,
} from '@parley/domain'
import {
  acme,
  arbitraryCommands,
  arbitrarySelves,
  fold,
  noMessage,
  type State,
  tenantId,
  worldAfter,
} from '@parley/domain/testing'
import * as E from 'fp-ts/lib/Either.js'
import fc from 'fast-check'
import type { Pool } from 'pg'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type Generation, generation, placed, schema } from './harness.ts'

let here: Generation
let pool: Pool
beforeAll(async () => {
  here = await generation()
  pool = lookUpPool(here.database.connectionString)
})
afterAll(async () => {
  await pool.end()
  await here.close()
})

const commands = fc
  .tuple(arbitraryCommands({ channels: 2, maxLength: 200 }), arbitrarySelves(20))
  .map(([inChannels, aboutSelves]) => [...inChannels, ...aboutSelves])

interface Stream {
  readonly address: StreamAddress
  /** All rows that decisions know of, and the keys at which any ever stood. */
  readonly rows: State
  readonly keys: Map<string, RowKey>
  last: Projected
}

const folded = (events: ReadonlyArray<Projected>): ReadonlyArray<Stream> => {
  const streams = new Map<string, Stream>()
  for (const last of events) {
    const name = streamOf(last.event)
    const address = addressOf(name)
    if (address === undefined) throw new Error(`no stream of ours: ${name}`)
    const stream = streams.get(name) ?? { address, rows: new Map(), keys: new Map(), last }
    streams.set(name, stream)
    stream.last = last
    fold(stream.rows, [last.event])
    for (const { key } of rowChangesOf(last.event)) stream.keys.set(key.text, key)
  }
  return [...streams.values()]
}

/** Some histories that together leave a row of each kind. */
const ofEachKind = (): ReadonlyArray<Parameters<typeof worldAfter>[0]> => {
  const missing = new Set<string>(rowKinds.map(({ kind }) => kind))
  return fc.sample(commands, { numRuns: 100, seed: 1 }).filter((history) => {
    const left = folded(placed(worldAfter(history).events)).flatMap(({ rows, keys }) =>
      [...keys.values()].filter(({ text }) => rows.has(text)),
    )
    return left.filter(({ kind }) => missing.delete(kind)).length > 0
  })
}

const right = <A>(either: E.Either<unknown, A>): A => {
  if (E.isLeft(either)) throw new Error(JSON.stringify(either.left))
  return either.right
}

test('RM-62: each kind of row that decisions look at is described once, beside a table that has its columns', () => {
  const described = readModels.flatMap(({ decisions = [] }) => decisions)
  expect(described.map(({ kind }) => kind.kind).toSorted()).toEqual(
    rowKinds.map(({ kind }) => kind).toSorted(),
  )
  for (const { kind, table, by, columns, along } of described) {
    const places = streamPlaces.filter((one) => one.kind.kind === kind.stream)
    expect(places).toHaveLength(1)
    expect(by).toHaveLength(kind.parts)
    const address = places.flatMap((one) => one.address)
    expect(Object.keys(table.columns)).toEqual(expect.arrayContaining([...address, ...by, ...columns]))
    for (const { table: other, on, columns: theirs } of along)
      expect(Object.keys(other.columns)).toEqual(expect.arrayContaining([...on, ...theirs]))
  }
})

test('RM-63: it stands in one place how far each kind of stream is projected, and whose events each read model is made of', () => {
  expect(streamPlaces.map(({ kind }) => kind.kind)).toEqual(streamKinds.map(({ kind }) => kind))
  for (const { table, address } of streamPlaces)
    expect(Object.keys(table.columns)).toEqual(expect.arrayContaining([...address, 'revision', 'position']))
  const events = fc
    .sample(commands, { numRuns: 20, seed: 7 })
    .flatMap((history) => placed(worldAfter(history).events))
  for (const { stream, project } of readModels) {
    const ofOthers = events.filter(({ event }) => streamKindOf(event) !== stream)
    expect(ofOthers.length).toBeGreaterThan(0)
    expect(ofOthers.flatMap((event) => project(event))).toEqual([])
  }
})

test('RM-63: every event of a stream moves its revision, position and time, whatever else it does', () => {
  const moved = new Set<string>()
  for (const history of fc.sample(commands, { numRuns: 60, seed: 7 })) {
    const tables = memoryTables(readModels)
    for (const projected of placed(worldAfter(history).events)) {
      projectInMemory(readModels, tables, [projected])
      const { event, revision, position } = projected
      const place = streamPlaces.find(({ kind }) => kind === streamKindOf(event))
      const rows = [...(tables.get(place?.table.name ?? '')?.values() ?? [])]
      expect(rows).toContainEqual(expect.objectContaining({ revision, position }))
      moved.add(event.type)
    }
  }
  expect(moved.size).toBeGreaterThan(eventTypes.length / 2)
})

test('RM-12: the rows for decisions are those that folding the stream gives, with its revision', async () => {
  const source = rowSource({ pool, schema })
  const kinds = new Set<string>()
  await fc.assert(
    fc.asyncProperty(commands, async (history) => {
      const events = placed(worldAfter(history).events)
      await here.renew()
      await here.project(events)
      const asked = folded(events).map(async ({ address, rows, keys, last }) => {
        const never: ReadonlyArray<RowKey> =
          address.kind === 'channel'
            ? [
                messageKey(noMessage),
                memberKey('nobody' as never),
                doneKey('never:done' as never, 'no:body' as never),
              ]
            : []
        const all = [...keys.values(), ...never]
        const found = right(await source.load(address, all)())
        expect(found.revision).toBe(last.revision)
        expect(found.position).toBe(last.position)
        for (const { text, kind } of all) {
          if (rows.has(text)) kinds.add(kind)
          expect([text, found.rows.has(text), found.rows.get(text)]).toEqual([text, true, rows.get(text)])
        }
        const elsewhere = right(await source.load({ ...address, tenantId: tenantId('other') }, all)())
        expect(elsewhere.revision).toBe('no-stream')
        expect([...elsewhere.rows.values()].every((row) => row === undefined)).toBe(true)
      })
      await Promise.all(asked)
    }),
    { numRuns: 30, examples: ofEachKind().map((history) => [history]) },
  )
  // Files are in no such history: `files.test.ts` has theirs.
  const others = rowKinds.filter(({ stream }) => stream !== 'file')
  expect(kinds).toEqual(new Set(others.map(({ kind }) => kind)))
})

test('RM-12: rows and revision are of one moment, while batches are committed', async () => {
  const [history] = fc.sample(commands, { numRuns: 1, seed: 5 })
  const events = placed(worldAfter(history ?? []).events)
  await here.renew()
  const source = rowSource({ pool, schema })
  const [some] = folded(events)
    .filter(({ address }) => address.kind === 'channel')
    .toSorted((one, other) => other.rows.size - one.rows.size)
  if (some === undefined) throw new Error('no channel')
  const { address, last } = some
  const keys = [...some.keys.values()]
  const own = events.filter(({ event }) => streamOf(event) === streamOf(last.event))
  let committing = true
  const projecting = (async () => {
    for (const event of events) await here.project([event])
    committing = false
  })()
  const revisions = new Set<number | string>()
  while (committing) {
    const { revision, rows } = right(await source.load(address, keys)())
    revisions.add(revision)
    const upTo = revision === 'no-stream' ? [] : own.filter((each) => each.revision <= revision)
    const expected: State = new Map()
    fold(
      expected,
      upTo.map(({ event }) => event),
    )
    for (const { text } of keys) expect([text, rows.get(text)]).toEqual([text, expected.get(text)])
  }
  await projecting
  expect(revisions.size).toBeGreaterThan(3)
})

test('RM-13: what many ask at once is one statement', async () => {
  const [history] = fc.sample(commands, { numRuns: 1, seed: 5 })
  const events = placed(worldAfter(history ?? []).events)
  await here.renew()
  await here.project(events)
  const query = vi.spyOn(pool, 'query')
  const source = rowSource({ pool, schema })
  const channelIds = [...new Set(events.flatMap(({ event }) => channelIdIn(event) ?? []))]
  const loads = Array.from({ length: 50 }, (_, n) => {
    const channelId = channelIds[n % channelIds.length]
    if (channelId === undefined) throw new Error('no channel')
    return source.load({ kind: 'channel', tenantId: acme, channelId }, [channelKey])()
  })
  const found = await Promise.all(loads)
  expect(found.every((each) => E.isRight(each) && each.right.revision !== 'no-stream')).toBe(true)
  expect(query.mock.calls.length).toBe(1)
  query.mockRestore()
})

test('RM-13: where the database does not answer, everyone who asked is told so', async () => {
  const source = rowSource({ pool, schema: 'parley_nowhere' })
  const answers = await Promise.all(
    [1, 2].map(() =>
      source.load({ kind: 'channel', tenantId: acme, channelId: noMessage as never }, [channelKey])(),
    ),
  )
  for (const answer of answers) expect(answer).toMatchObject({ left: { _tag: 'Unavailable' } })
})
