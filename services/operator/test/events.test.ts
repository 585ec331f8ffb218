import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DomainEvent } from '@parley/domain'
import { eventStoreDbEventStore } from '@parley/event-store-eventstoredb'
import { startTestServer } from '@parley/event-store-eventstoredb/testing'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it, onTestFinished } from 'vitest'
import { askedOf } from '../src/events/asked.ts'
import { peopleOf } from '../src/events/export-key.ts'
import {
  aFolder,
  aLog,
  append,
  channelId,
  contents,
  described,
  key,
  killedExport,
  linesOf,
  numbers,
  run,
} from './support/events.ts'
import { main } from './support/parley.ts'

it('EXPORT-8: killed with -9, and run again, an export gives what a run without that gives', async () => {
  const { done, whole, again } = await killedExport('jsonl', [5])
  expect(done).toMatchObject({ code: 0, said: '6000 events in 12 files, up to position 6000\n' })
  expect(again).toEqual([whole])
})

it('EXPORT-9: it goes on where the log has gone on, and shows on the terminal how far it is', async () => {
  const { store, env } = await aLog(700)
  const folder = aFolder()
  const exporting = () => run(['export', 'jsonl', folder, '--positions', '500'], env).ended
  expect(await exporting()).toMatchObject({ code: 0, said: '700 events in 2 files, up to position 700\n' })
  await append(store, numbers(700, 400))
  const again = await exporting()
  expect(again).toMatchObject({ code: 0, said: '1100 events in 3 files, up to position 1100\n' })
  expect(again.complained).toMatch(/100% \| \d+ events/)
})

it('EXPORT-2: of EventStoreDB files cover more positions, since these count bytes', async () => {
  const server = await startTestServer()
  onTestFinished(() => server.close())
  const store = eventStoreDbEventStore({ connectionString: server.url })
  onTestFinished(() => store.close())
  await append(store, numbers(0, 300))
  const folder = aFolder()
  const { code, said } = await run(['export', 'jsonl', folder, '--clear'], { EVENTSTORE_URL: server.url })
    .ended
  expect({ code, said }).toEqual({ code: 0, said: expect.stringMatching(/^300 events in 1 files/) })
  expect(readdirSync(folder)).toEqual(['events-0000000000000001-0000000134217728.jsonl', 'manifest.json'])
})

it('EXPORT-7: how many could not be read is said at the end', async () => {
  const { store, env } = await aLog(1)
  const newer = { id: randomUUID(), type: 'ChannelSung', data: {}, metadata: { v: 1 } }
  await store.append(`channel-acme.${channelId}`, 'any', [newer])()
  const { said } = await run(['export', 'jsonl', aFolder()], env).ended
  expect(said).toBe(
    '2 events in 1 files, up to position 2\n1 of them could not be read: why is in their column "unreadable"\n',
  )
})

it('EXPORT-18: the key is that of the file, or of the variable, and a line end behind it is none of it', async () => {
  const { env } = await aLog(30)
  const [by, byFile, clear] = [aFolder(), aFolder(), aFolder()]
  const file = join(aFolder(), 'key')
  writeFileSync(file, `${key}\n`)
  const { PARLEY_EXPORT_KEY: _, ...without } = env
  await run(['export', 'jsonl', by], env).ended
  await run(['export', 'jsonl', byFile, '--key-file', file], without).ended
  expect(contents(byFile)).toEqual(contents(by))
  const text = readFileSync(join(by, 'events-0000000000000001-0000000000250000.jsonl'), 'utf8')
  expect(text).toContain('about 3')
  expect(text).not.toMatch(/person/)
  await run(['export', 'jsonl', clear, '--clear', '--omit-text'], without).ended
  const cleared = readFileSync(join(clear, 'events-0000000000000001-0000000000250000.jsonl'), 'utf8')
  expect(cleared).toContain('"by":"person 3"')
  expect(cleared).not.toContain('about 3')
})

it.each([
  [{}, {}, /^People's ids are hashed with a key, and there is none.*openssl rand -base64 32.*--clear/],
  [{}, { PARLEY_EXPORT_KEY: 'too short' }, /^The key in PARLEY_EXPORT_KEY is too short: .*16 bytes/],
  [
    { keyFile: '/nowhere/key' },
    { PARLEY_EXPORT_KEY: key },
    /^There is no file \/nowhere\/key to read a key from/,
  ],
  [{ keyFile: tmpdir() }, {}, /is a folder: name the file with the key/],
  [{ keyFile: '/dev/null' }, {}, /^The key in the file \/dev\/null is too short/],
  [{ keyFile: main, clear: true }, {}, /^--clear leaves people as they are, and --key-file hashes them/],
])(
  'EXPORT-18: of %j with %j nothing is exported, and why is said without the key',
  async (options, env, why) => {
    const people = await peopleOf(options, env)
    expect(people).toEqual(E.left(expect.stringMatching(why)))
    expect(JSON.stringify(people)).not.toContain('"too short')
  },
)

it('EXPORT-18: --clear is said by whoever asks, whatever the variable holds', async () => {
  expect(await peopleOf({ clear: true }, { PARLEY_EXPORT_KEY: key })).toEqual(E.right('clear'))
})

it.each([
  [
    { types: 'MessageSent,Sung' },
    /^--types MessageSent,Sung is not types of events .*MessageSent, MessageEdited/,
  ],
  [{ types: '' }, /^--types/],
  [{ tenant: 'ACME' }, /^--tenant ACME is not 1 to 64 of/],
  [{ channel: 'tea' }, /^--channel tea is not the id of a channel/],
  [{ partition: '5/4' }, /^--partition 5\/4 is not n\/N/],
  [{ partition: '0/4' }, /^--partition 0\/4 is not n\/N/],
  [{ partition: '1/9999' }, /^--partition 1\/9999 is not n\/N/],
  [{ from: '-1' }, /^--from -1 is not a position/],
  [{ from: '99999999999999999' }, /^--from 9+ is not a position/],
  [{ to: 'now' }, /^--to now is not a position/],
  [{ from: '7', to: '5' }, /^--to 5 is before --from 7/],
  [{ positions: '0' }, /^--positions 0 is not how many positions/],
])('EXPORT-19: %j is refused, with what it should be', (typed, why) => {
  expect(askedOf(typed)).toEqual(E.left(expect.stringMatching(why)))
})

it('EXPORT-18 EXPORT-19: an export that is refused has opened nothing', async () => {
  const folder = aFolder()
  const env = { PARLEY_DATA: join(folder, 'data') }
  const keyless = await run(['export', 'parquet', join(folder, 'out')], env).ended
  expect(keyless).toMatchObject({ code: 1, complained: expect.stringMatching(/^People's ids are hashed/) })
  const odd = await run(['export', 'parquet', join(folder, 'out'), '--clear', '--to', 'now'], env).ended
  expect(odd).toMatchObject({ code: 1, complained: expect.stringMatching(/^--to now is not a position/) })
  expect(readdirSync(folder)).toEqual([])
})

it('EXPORT-11 EXPORT-13: a folder that will not do is said in words, and the exit code is 1', async () => {
  const { env } = await aLog(3)
  const folder = aFolder()
  await run(['export', 'jsonl', folder], env).ended
  const other = await run(['export', 'parquet', folder], env).ended
  expect(other).toMatchObject({
    code: 1,
    complained: expect.stringMatching(
      /holds another export: its kind is "jsonl".*Name another folder, or ask for the same\./,
    ),
  })
  const file = await run(['export', 'jsonl', join(folder, 'manifest.json')], env).ended
  expect(file).toMatchObject({
    code: 1,
    complained: expect.stringContaining("can't be worked on: it is a file"),
  })
  expect((await run(['export', 'csv', folder], env).ended).complained).toMatch(
    /Allowed choices are parquet, jsonl/,
  )
})

describe('parley events tail', () => {
  it('TAIL-1 TAIL-2: prints what happens from now on, an event a line, and ends by Ctrl-C with 0', async () => {
    const { store, env } = await aLog(5)
    const { child, ended } = run(['tail', '--json'], env)
    const lines = linesOf(child)
    // It has begun when something that was appended since is there.
    let appended = 5
    const beginning = setInterval(() => {
      void append(store, [described(appended)])
      appended += 1
    }, 50)
    const [first = ''] = await lines(1)
    clearInterval(beginning)
    const begun: unknown = JSON.parse(first)
    expect(begun).toMatchObject({
      stream: `channel-acme.${channelId}`,
      id: expect.any(String),
      recordedAt: expect.any(String),
      event: { type: 'ChannelDescribed', by: expect.stringMatching(/^person/) },
    })
    expect(begun).not.toMatchObject({ position: 5 })
    child.kill('SIGINT')
    expect(await ended).toMatchObject({ code: 0, complained: '' })
  })

  it('TAIL-1: after a position it begins with what is there, of the types, tenant and channel that were asked', async () => {
    const { store, env } = await aLog(5)
    const archived = { ...described(9), type: 'ChannelArchived' } as DomainEvent
    await append(store, [archived])
    const other = { id: randomUUID(), type: 'ChannelSung', data: {}, metadata: { v: 1 } }
    await store.append('channel-other.11111111-1111-4111-8111-111111111111', 'any', [other])()
    const printed = async (count: number, ...words: ReadonlyArray<string>) => {
      const { child } = run(['tail', '--json', ...words], env)
      return (await linesOf(child)(count)).map(
        (line) => (JSON.parse(line) as { readonly position: number }).position,
      )
    }
    expect(await printed(5, '--from', '2')).toEqual([3, 4, 5, 6, 7])
    expect(await printed(1, '--from', '0', '--types', 'ChannelArchived')).toEqual([6])
    expect(await printed(1, '--from', '0', '--tenant', 'other')).toEqual([7])
    expect(await printed(6, '--from', '0', '--channel', channelId)).toEqual([1, 2, 3, 4, 5, 6])
  })

  it('TAIL-3: what can not be read is a line that says so, for people, too', async () => {
    const { store, env } = await aLog(1)
    const newer = { id: randomUUID(), type: 'ChannelSung', data: {}, metadata: { v: 1 } }
    await store.append(`channel-acme.${channelId}`, 'any', [newer])()
    const lines = await linesOf(run(['tail', '--from', '0'], env).child)(2)
    expect(lines[0]).toBe(
      `1  2026-01-01T00:00:00.000Z  ChannelDescribed  channel-acme.${channelId}  person 0`,
    )
    expect(lines[1]).toMatch(
      /^2 {2}\S+ {2}ChannelSung .* can't be read: no event of ours is called ChannelSung$/,
    )
    const [, json = ''] = await linesOf(run(['tail', '--json', '--from', '0'], env).child)(2)
    expect(JSON.parse(json)).toMatchObject({ position: 2, type: 'ChannelSung', reason: 'UnknownEventType' })
  })

  it('TAIL-2: left by whoever reads it, as by head, it ends, with 0 and without a word', async () => {
    const { store, env } = await aLog(3_000)
    const { child, ended } = run(['tail', '--json', '--from', '0'], env)
    await linesOf(child)(2)
    child.stdout.destroy()
    // What it writes from now on nobody takes.
    const writing = setInterval(() => void append(store, numbers(0, 10)), 20)
    onTestFinished(() => clearInterval(writing))
    expect(await ended).toMatchObject({ code: 0, complained: '' })
    clearInterval(writing)
  })

  it('TAIL-4: a position that the log does not have is said', async () => {
    const { env } = await aLog(1)
    expect(await run(['tail', '--from', '1000'], env).ended).toMatchObject({
      code: 1,
      complained: expect.stringMatching(/^The log has no position 1000: the log ends at 1/),
    })
  })
})

it('ENGINE-23: words that parley events does not know are refused, and --help says what there is', async () => {
  for (const words of [
    ['export', 'parquet'],
    ['tail', '--bogus'],
  ]) {
    expect(await run(words).ended).toMatchObject({ code: 1, complained: expect.stringMatching(/^error: /) })
    const help = await run([...words.slice(0, 1), '--help']).ended
    expect(help).toMatchObject({ code: 0, said: expect.stringMatching(/^Usage: parley events/) })
  }
})
