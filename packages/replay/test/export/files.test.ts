import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { certain, Position } from '@parley/domain'
import { acme, ada, adasChannel } from '@parley/domain/testing'
import { memoryEventStore } from '@parley/event-store'
import { replay, type ReplayOptions } from '@parley/replay'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { duckRows } from '../support/duck.ts'
import { aFolder, contents, eventFiles, exported, jsonRows, key, parquetRows } from '../support/folders.ts'
import { aHistory, all, appendAll, arbitraryHistory, right, tenants, written } from '../support/histories.ts'
import { logs } from '../support/logs.ts'

const history = aHistory()

describe.each(logs)('A log in %s', (_, open) => {
  it('EXPORT-1 EXPORT-3: every event is one row, and both kinds of files have the same rows', async () => {
    const { store, close } = await open()
    await appendAll(store, history)
    const [lines, parquet] = [aFolder(), aFolder()]
    const positions = Math.ceil(((await right(store.end())) ?? 0) / 4)
    const inLines = await exported(store, lines, { kind: 'jsonl', people: 'clear', positions })
    const inParquet = await exported(store, parquet, { people: 'clear', positions })
    expect(inLines).toMatchObject({ rows: history.length, unreadable: 0 })
    expect(inLines.files).toBeGreaterThan(2)
    expect(inParquet).toEqual(inLines)
    const pages = await all(replay(store))
    expect(jsonRows(lines).map(({ position, type, id, by }) => ({ position, type, id, by }))).toEqual(
      pages.flatMap(({ events }) =>
        events.map(({ position, id, event }) => ({
          position,
          id,
          type: event.type,
          by: 'by' in event ? event.by : undefined,
        })),
      ),
    )
    expect(await parquetRows(parquet)).toEqual(jsonRows(lines))
    await close()
  })
})

/** The columns of a record that an event holds. */
const fieldsIn = (name: string, record: object) =>
  Object.fromEntries(Object.entries(record).map(([field, value]) => [`${name}_${field}`, value]))

it('EXPORT-3: what a row says is what the event says, field by field', async () => {
  const store = memoryEventStore()
  await appendAll(store, history)
  const folder = aFolder()
  await exported(store, folder, { kind: 'jsonl', people: 'clear' })
  const rows = jsonRows(folder)
  const pages = await all(replay(store))
  const events = pages.flatMap((page) => page.events)
  for (const [n, { event, ...place }] of events.entries()) {
    const inside = { body: null, rate: null, attachedTo: null }
    const within = {
      ...('body' in event ? fieldsIn('body', event.body) : {}),
      ...('attachedTo' in event ? fieldsIn('attachedTo', event.attachedTo ?? {}) : {}),
      ...('rate' in event ? fieldsIn('rate', event.rate ?? {}) : {}),
    }
    const expected: Readonly<Record<string, unknown>> = { ...place, ...event, ...inside, ...within }
    const present = Object.entries(expected).filter(([, value]) => value !== null && value !== undefined)
    expect(rows[n]).toEqual(Object.fromEntries(present))
  }
})

it('EXPORT-3: whatever people write, Parquet gives it back', () =>
  fc.assert(
    fc.asyncProperty(arbitraryHistory, async (events) => {
      const store = memoryEventStore()
      await appendAll(store, events)
      const [lines, parquet] = [aFolder(), aFolder()]
      await exported(store, lines, { kind: 'jsonl' })
      await exported(store, parquet)
      expect(await parquetRows(parquet)).toEqual(jsonRows(lines))
    }),
    { numRuns: 20 },
  ))

it('EXPORT-3: DuckDB reads the same rows out of both', async () => {
  const store = memoryEventStore()
  await appendAll(store, history)
  const [lines, parquet] = [aFolder(), aFolder()]
  await exported(store, lines, { kind: 'jsonl' })
  await exported(store, parquet)
  const columns = `position, stream, revision, id, type, tenantId, "by", epoch_ms("at"::timestamptz) as "at",
    senderId, segment, body_text, name, role`
  const ofParquet = await duckRows(
    parquet,
    `select ${columns} from read_parquet('FOLDER/*.parquet', union_by_name = true) order by position`,
  )
  const ofLines = await duckRows(
    lines,
    `select ${columns} from read_json('FOLDER/*.jsonl', union_by_name = true) order by position`,
  )
  expect(ofParquet).toHaveLength(history.length)
  expect(ofParquet).toEqual(ofLines)
  const described = await duckRows(parquet, "describe select * from read_parquet('FOLDER/*.parquet')")
  expect(described).toEqual(
    expect.arrayContaining(
      [
        ['position', 'BIGINT'],
        ['segment', 'BIGINT'],
        ['at', 'TIMESTAMP WITH TIME ZONE'],
        ['body_text', 'VARCHAR'],
        ['segments', 'JSON'],
      ].map(([column_name, column_type]): unknown => expect.objectContaining({ column_name, column_type })),
    ),
  )
})

it('EXPORT-2: a file has the events of its range of positions, and no other, and says so by its name', async () => {
  const store = memoryEventStore()
  await appendAll(store, history)
  const folder = aFolder()
  await exported(store, folder, { kind: 'jsonl' })
  const names = eventFiles(folder)
  expect(names.length).toBe(Math.ceil(history.length / 40))
  for (const [n, name] of names.entries()) {
    const [, first, last] = /^events-(\d{16})-(\d{16})\.jsonl$/.exec(name) ?? []
    expect([Number(first), Number(last)]).toEqual([n * 40 + 1, (n + 1) * 40])
    const positions = readFileSync(join(folder, name), 'utf8').match(/"position":\d+/g) ?? []
    const numbers = positions.map((text) => Number(text.slice('"position":'.length)))
    expect(Math.min(...numbers)).toBeGreaterThanOrEqual(Number(first))
    expect(Math.max(...numbers)).toBeLessThanOrEqual(Number(last))
  }
})

it('EXPORT-4: the manifest says what is in the folder, file by file', async () => {
  const store = memoryEventStore()
  await appendAll(store, history)
  const folder = aFolder()
  await exported(store, folder, { kind: 'jsonl' })
  const manifest: unknown = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'))
  expect(manifest).toMatchObject({
    format: 1,
    asked: {
      kind: 'jsonl',
      text: 'kept',
      positions: 40,
      after: 0,
      people: expect.stringMatching(/^hashed, \w{8}$/),
    },
    position: history.length,
    schemas: [expect.arrayContaining([{ name: 'position', type: 'integer' }])],
    files: eventFiles(folder).map((name, n, names) => {
      const bytes = readFileSync(join(folder, name))
      return {
        name,
        after: n * 40,
        upTo: (n + 1) * 40,
        whole: n + 1 < names.length || history.length % 40 === 0,
        rows: bytes.toString().trimEnd().split('\n').length,
        unreadable: 0,
        bytes: bytes.byteLength,
        sha256: createHash('sha256').update(bytes).digest('hex'),
        schema: 0,
      }
    }),
  })
  expect(JSON.stringify(manifest)).not.toContain(key.toString())
})

it('EXPORT-5: types, tenant, part, from and to are asked for as in any replay', async () => {
  const store = memoryEventStore()
  await appendAll(store, history)
  const [tenantId = acme] = tenants
  const asks: ReadonlyArray<ReplayOptions> = [
    { types: ['MessageSent', 'ReactionAdded'] },
    { streams: { tenantId } },
    { partition: { n: 2, of: 3 } },
    { from: certain(Position, 15), to: certain(Position, 95) },
  ]
  for (const asked of asks) {
    const folder = aFolder()
    const { streams, types, partition, from, to } = asked
    await exported(store, folder, {
      kind: 'jsonl',
      people: 'clear',
      ...(types === undefined ? {} : { types }),
      ...(streams === undefined ? {} : { tenantId }),
      ...(partition === undefined ? {} : { partition }),
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
    })
    const ids = (await all(replay(store, asked))).flatMap(({ events }) => events.map(({ id }) => id))
    expect(ids.length).toBeGreaterThan(0)
    expect(jsonRows(folder).map(({ id }) => id)).toEqual(ids)
  }
})

it('EXPORT-6: nobody stands in the files, in names of streams and in ids as little as in events', async () => {
  const store = memoryEventStore()
  await appendAll(store, history)
  await right(
    store.append(`inbox-acme.${ada}`, 'any', [
      written('ReadMarked', { tenantId: 'acme', userId: 'ada' }, { v: 1 }),
    ]),
  )
  const folder = aFolder()
  await exported(store, folder, { kind: 'jsonl', omitsText: true })
  const bytes = Object.values(contents(folder))
    .map((text) => Buffer.from(text, 'base64').toString())
    .join('\n')
  expect(bytes.match(/"(ada|bob|cleo|dan|eve)"|\.(ada|bob|cleo|dan|eve)\b/g)).toBe(null)
  for (const { id } of await right(store.readAll())) expect(bytes).not.toContain(id)
  const columns = new Set(jsonRows(folder).flatMap((row) => Object.keys(row)))
  expect([...columns].filter((column) => /text|description|^name$/.test(column))).toEqual(['name'])
  // Of names, those of reactions alone.
  expect(new Set(jsonRows(folder).flatMap(({ name, type }) => (name === undefined ? [] : [type])))).toEqual(
    new Set(['ReactionAdded', 'ReactionRemoved']),
  )
})

it('EXPORT-7: what can not be read is a row that says so, and is counted', async () => {
  const store = memoryEventStore()
  await appendAll(store, history.slice(0, 3))
  await right(
    store.append(`channel-acme.${adasChannel}`, 'any', [
      written('ChannelSung', { tenantId: acme, by: ada }, { v: 1 }),
      written('MessageSent', { tenantId: acme, body: 'hello' }, { v: 1 }),
    ]),
  )
  const [lines, parquet] = [aFolder(), aFolder()]
  expect(await exported(store, lines, { kind: 'jsonl' })).toMatchObject({ rows: 5, unreadable: 2 })
  await exported(store, parquet)
  expect(jsonRows(lines).slice(3)).toMatchObject([
    { position: 4, type: 'ChannelSung', unreadable: 'UnknownEventType: no event of ours is called so' },
    { position: 5, type: 'MessageSent', unreadable: expect.stringMatching(/^MalformedEvent: /) },
  ])
  expect(await parquetRows(parquet)).toEqual(jsonRows(lines))
})
