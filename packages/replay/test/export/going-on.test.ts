import { copyFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { certain, Position } from '@parley/domain'
import { type EventStore, memoryEventStore } from '@parley/event-store'
import { Manifest } from '../../src/export/manifest.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { aFolder, contents, eventFiles, exported, jsonRows, key, tryExport } from '../support/folders.ts'
import { aHistory, appendAll } from '../support/histories.ts'

const history = aHistory()

const filled = async (events = history): Promise<EventStore> => {
  const store = memoryEventStore()
  await appendAll(store, events)
  return store
}

/** What a whole export of a log gives, in a folder of its own. */
const wholeOf = async (store: EventStore, kind: 'parquet' | 'jsonl' = 'jsonl'): Promise<object> => {
  const folder = aFolder()
  await exported(store, folder, { kind })
  return contents(folder)
}

/** A log that fails, or calls back, once so many messages have been read of it. */
const after = (store: EventStore, messages: number, what: () => void): EventStore => {
  let left = messages
  return {
    ...store,
    subscribe: (query) => {
      const real = store.subscribe({ ...query, atOnce: 7 })
      return {
        next: () => {
          left -= 1
          if (left === 0) what()
          return real.next()
        },
        return: () => real.return?.() ?? Promise.resolve({ done: true, value: undefined }),
        [Symbol.asyncIterator]() {
          return this
        },
      }
    },
  }
}

describe.each(['jsonl', 'parquet'] as const)('%s', (kind) => {
  it('EXPORT-8: stopped anywhere and run again, the files are those of a run that was not, byte for byte', async () => {
    const store = await filled()
    const whole = await wholeOf(store, kind)
    const steps = Math.ceil(history.length / 7)
    for (let messages = 1; messages <= steps; messages += 3) {
      const folder = aFolder()
      const stop = new AbortController()
      const first = await tryExport(
        after(store, messages, () => stop.abort()),
        folder,
        { kind, stop: stop.signal },
      )
      expect(first).toMatchObject({ left: { _tag: 'Stopped' } })
      expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([])
      await exported(store, folder, { kind })
      expect(contents(folder)).toEqual(whole)
    }
  })

  it('EXPORT-8: a log that fails anywhere is gone on with alike', async () => {
    const store = await filled()
    const whole = await wholeOf(store, kind)
    for (const messages of [1, 5, 17, 28]) {
      const folder = aFolder()
      const failing = after(store, messages, () => {
        throw new Error('the log broke')
      })
      await expect(tryExport(failing, folder, { kind })).rejects.toThrow('the log broke')
      await exported(store, folder, { kind })
      expect(contents(folder)).toEqual(whole)
    }
  })

  it('EXPORT-8: killed between a file and the manifest, or in the middle of one, it is the same', async () => {
    const store = await filled()
    const whole = aFolder()
    await exported(store, whole, { kind })
    const text = readFileSync(join(whole, 'manifest.json'), 'utf8')
    const manifest: Manifest = JSON.parse(text)
    for (const [n] of manifest.files.entries()) {
      // What a kill leaves: n files in the manifest, the next one in its place, and one more that was not finished.
      const folder = aFolder()
      const files = manifest.files.slice(0, n)
      const schemas = n === 0 ? [] : manifest.schemas
      const position = files.at(-1)?.last ?? 0
      writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ ...manifest, files, schemas, position }))
      for (const { name } of manifest.files.slice(0, n + 1))
        copyFileSync(join(whole, name), join(folder, name))
      writeFileSync(join(folder, `.${manifest.files[n]?.name}.0.part`), text.slice(0, 100))
      await exported(store, folder, { kind })
      expect(contents(folder)).toEqual(contents(whole))
    }
  })

  it('EXPORT-9: run as the log grows, each time, the files are those of one run at the end', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: history.length }), { maxLength: 4 }),
        async (cuts) => {
          const store = memoryEventStore()
          const folder = aFolder()
          let at = 0
          for (const cut of [...cuts.toSorted((a, b) => a - b), history.length]) {
            await appendAll(store, history.slice(at, cut))
            at = cut
            await exported(store, folder, { kind })
            expect(contents(folder)).toEqual(await wholeOf(store, kind))
          }
        },
      ),
      { numRuns: 8 },
    ))
})

it('EXPORT-9: run again where nothing came, it writes nothing', async () => {
  const store = await filled()
  const folder = aFolder()
  const first = await exported(store, folder)
  const before = contents(folder)
  const again = await exported(store, folder)
  expect(again).toEqual({ ...first, from: first.position })
  // Up to a position before that, too.
  await exported(store, folder, { to: certain(Position, 50) })
  expect(contents(folder)).toEqual(before)
})

it('EXPORT-9: up to a position, and from there on, it is the same as at once', async () => {
  const store = await filled()
  const folder = aFolder()
  for (const to of [3, 40, 41, 95])
    await exported(store, folder, { kind: 'jsonl', to: certain(Position, to) })
  expect(jsonRows(folder)).toHaveLength(95)
  await exported(store, folder, { kind: 'jsonl' })
  expect(contents(folder)).toEqual(await wholeOf(store))
})

it('EXPORT-10: a file that is gone is made anew, and so is one of another size', async () => {
  const store = await filled()
  const folder = aFolder()
  await exported(store, folder, { kind: 'jsonl' })
  const before = contents(folder)
  const [first = '', second = ''] = eventFiles(folder)
  const last = eventFiles(folder).at(-1) ?? ''
  for (const broken of [first, second, last]) {
    rmSync(join(folder, broken))
    await exported(store, folder, { kind: 'jsonl' })
    expect(contents(folder)).toEqual(before)
    writeFileSync(join(folder, broken), 'not this')
    await exported(store, folder, { kind: 'jsonl' })
    expect(contents(folder)).toEqual(before)
  }
})

it('EXPORT-11: a folder of another export is left as it is, and what differs is said', async () => {
  const store = await filled()
  const folder = aFolder()
  await exported(store, folder)
  const before = contents(folder)
  const others = [
    [{ kind: 'jsonl' }, /kind is "parquet", and "jsonl"/],
    [{ types: ['MessageSent'] }, /types is null, and \["MessageSent"\]/],
    [{ people: 'clear' }, /people is "hashed, \w{8}", and "clear"/],
    [
      { people: { key: Buffer.from('another key of enough bytes') } },
      /people is "hashed, \w{8}", and "hashed/,
    ],
    [{ omitsText: true }, /text is "kept"/],
    [{ positions: 41 }, /positions is 40, and 41/],
    [{ partition: { n: 1, of: 2 } }, /partition is null/],
    [{ from: certain(Position, 1) }, /after is 0, and 1/],
  ] as const
  for (const [options, what] of others)
    expect(await tryExport(store, folder, options)).toMatchObject({
      left: { _tag: 'OtherExport', what: expect.stringMatching(what) },
    })
  expect(contents(folder)).toEqual(before)
})

it('EXPORT-11: a folder with something else in it, or a manifest that nobody understands, is left as it is', async () => {
  const store = await filled()
  const folder = aFolder()
  writeFileSync(join(folder, 'holidays.jpg'), 'x')
  expect(await tryExport(store, folder)).toMatchObject({
    left: { what: 'it has no manifest.json, and is not empty' },
  })
  for (const [text, what] of [
    ['{', 'is no JSON'],
    ['{"format":2}', 'is of format 2, and 1 is written here'],
    ['{"format":1}', 'is not as it should be'],
  ] as const) {
    writeFileSync(join(folder, 'manifest.json'), text)
    expect(await tryExport(store, folder)).toMatchObject({
      left: { _tag: 'OtherExport', what: expect.stringContaining(what) },
    })
  }
  expect(readdirSync(folder)).toEqual(['holidays.jpg', 'manifest.json'])
})

it('EXPORT-12: another log, or one that was set back, adds nothing to a folder', async () => {
  const folder = aFolder()
  const kind = 'jsonl'
  await exported(await filled(), folder, { kind })
  const before = contents(folder)
  const other = await tryExport(await filled(), folder, { kind })
  expect(other).toMatchObject({ left: { _tag: 'OtherLog', what: 'its first event is another' } })

  const store = memoryEventStore()
  await appendAll(store, history)
  const set = aFolder()
  await exported(store, set, { kind })
  const whole = contents(set)
  // The same beginning, as a backup has it: too short, and then as long as before, with other events.
  const restored = memoryEventStore()
  for (const { stream, id, type, data, metadata } of await read(store, 100))
    await restored.append(stream, 'any', [{ id, type, data, metadata }])()
  expect(await tryExport(restored, set, { kind })).toMatchObject({
    left: { _tag: 'OtherLog', what: `it ends at 100, and they go to ${history.length}` },
  })
  await appendAll(restored, history.slice(50))
  const grown = await tryExport(restored, set, { kind })
  const lastWhole = eventFiles(set)[Math.floor(history.length / 40) - 1]
  expect(grown).toMatchObject({
    left: { _tag: 'OtherLog', what: expect.stringContaining(`those of ${lastWhole} are others there`) },
  })
  expect(contents(set)).toEqual(whole)
  expect(contents(folder)).toEqual(before)
})

const read = async (store: EventStore, limit: number) => {
  const events = await store.readAll({ limit })()
  return events._tag === 'Right' ? events.right : []
}

it('EXPORT-1: an empty log gives a folder without files, which later goes on', async () => {
  const store = memoryEventStore()
  const folder = aFolder()
  expect(await exported(store, folder, { kind: 'jsonl' })).toEqual({
    files: 0,
    rows: 0,
    unreadable: 0,
    from: 0,
    position: 0,
  })
  await appendAll(store, history)
  await exported(store, folder, { kind: 'jsonl' })
  expect(contents(folder)).toEqual(await wholeOf(store))
})

it('EXPORT-13: a folder that can not be written is said in words', async () => {
  const store = await filled()
  const folder = aFolder()
  const file = join(folder, 'a file')
  writeFileSync(file, '')
  for (const place of [file, join(file, 'below')])
    expect(await tryExport(store, place)).toMatchObject({
      left: { _tag: 'FolderFailed', cause: expect.stringMatching(/^it is a file/) },
    })
})

it('EXPORT-6: with another folder of the same key, people and ids are the same', async () => {
  const store = await filled()
  const [one, other] = [aFolder(), aFolder()]
  await exported(store, one, { kind: 'jsonl', people: { key } })
  await exported(store, other, { kind: 'jsonl', people: { key }, positions: 1_000 })
  expect(jsonRows(one)).toEqual(jsonRows(other))
})
