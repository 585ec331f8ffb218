import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { testDatabase } from '@parley/embedded-postgres/testing'
import pg from 'pg'
import { expect, it, onTestFinished } from 'vitest'
import { dataFolder, postmasterOf, startParley } from './support/process.ts'

/** What the engine says, and with which code it ends. */
const ended = async (
  folder: string,
  env: Readonly<Record<string, string>>,
  words: ReadonlyArray<string> = [],
  finished: typeof onTestFinished = onTestFinished,
) => {
  const { lines, ended: end } = startParley(folder, { PORT: '0', ...env }, words, finished)
  const code = await end
  return { code, said: lines.join('\n') }
}

it('ENGINE-23: --help says what it takes, and nothing is started', async () => {
  const folder = dataFolder()
  for (const words of [['--help'], ['-h'], ['--', '--help']]) {
    const { code, said } = await ended(folder, { DATABASE_URL: 'nonsense' }, words)
    expect(said).toMatch(/^Usage: pnpm start/)
    for (const name of ['PORT', 'PARLEY_DATA', 'DATABASE_URL', 'EVENTSTORE_URL']) expect(said).toContain(name)
    expect(code).toBe(0)
  }
  expect(postmasterOf(folder)).toBe(null)
})

it.each([['--port=1'], ['-x'], ['stop'], ['--help-me']])('ENGINE-23: %s is refused', async (word) => {
  const { code, said } = await ended(dataFolder(), {}, [word])
  expect(said).toContain(word)
  expect(code).toBe(1)
})

it.skipIf(process.platform !== 'linux')('PG-20: a data folder that can not be is said, at once', async () => {
  const folder = dataFolder()
  writeFileSync(join(folder, 'file'), '')
  mkdirSync(join(folder, 'locked/postgres/parley.lock'), { recursive: true })
  const unusable = [
    '/proc/x',
    '/proc/self/x/y',
    '/sys/x',
    join(folder, 'file'),
    join(folder, 'file/below'),
    join(folder, 'x'.repeat(300)),
    join(folder, `${'x'.repeat(250)}/`.repeat(20)),
    join(folder, 'locked'),
  ]
  for (const place of unusable) {
    const { code, said } = await ended(folder, { PARLEY_DATA: place })
    expect(said).toMatch(/^The data folder .* can't be used: .*PARLEY_DATA/m)
    expect(code).toBe(1)
  }
})

it('PG-20: a data folder that can not be is said where it holds no more than the secret of development', async () => {
  const { connectionString, drop } = await testDatabase()
  onTestFinished(drop)
  const PARLEY_DATA = '/proc/x'
  const { code, said } = await ended(dataFolder(), {
    DATABASE_URL: connectionString,
    PARLEY_JWT_SECRET: '',
    PARLEY_DATA,
  })
  expect(said).toMatch(/The data folder \/proc\/x can't be used: .*PARLEY_DATA/m)
  expect(code).toBe(1)
})

// These wait for servers that are not there, or only end: all of them at once.
it.concurrent('ENGINE-24: a server that is not there is said at once, and its password never', async ({
  onTestFinished: finished,
}) => {
  const DATABASE_URL = 'postgres://me:geheim@127.0.0.1:1/private'
  const { code, said } = await ended(dataFolder(finished), { DATABASE_URL }, [], finished)
  expect(said).toMatch(/^Waiting for DATABASE_URL \(127\.0\.0\.1:1\): nothing listens there/m)
  expect(said).toMatch(/^Parley could not start: .*DATABASE_URL \(127\.0\.0\.1:1\).*Start it/m)
  expect(said).not.toMatch(/geheim|private|_tag|\{|^ +at /m)
  expect(code).toBe(1)
})

it.concurrent('ENGINE-24: an EventStoreDB that is not there is said at once, and its password never', async ({
  onTestFinished: finished,
}) => {
  const { connectionString, drop } = await testDatabase()
  finished(drop)
  const stores = { DATABASE_URL: connectionString, EVENTSTORE_URL: 'esdb://me:geheim@127.0.0.1:1?tls=false' }
  const { code, said } = await ended(dataFolder(finished), stores, [], finished)
  expect(said).toMatch(/^Waiting for EVENTSTORE_URL \(127\.0\.0\.1:1\)/m)
  expect(said).toMatch(/^Parley could not start: .*EVENTSTORE_URL \(127\.0\.0\.1:1\).*Start it/m)
  expect(said).not.toMatch(/geheim|_tag|\{|^ +at /m)
  expect(code).toBe(1)
})

it.concurrent.for([
  ['DATABASE_URL', 'postgres://me:p%zz@127.0.0.1/x'],
  ['DATABASE_URL', 'postgres://127.0.0.1:99999/x'],
  ['DATABASE_URL', '127.0.0.1:5432'],
  ['EVENTSTORE_URL', 'http://127.0.0.1:2113'],
  ['EVENTSTORE_URL', 'esdb://'],
  ['EVENTSTORE_URL', 'esdb://127.0.0.1:2113?tlsCAFile=/nowhere.pem'],
  ['LOG_FORMAT', 'xml'],
  ['PARLEY_MAY_ADD', 'everyone, acme=friends'],
  ['HOST', '203.0.113.7'],
] as const)(
  'GWS-3: %s=%s is named, with what it takes',
  async ([name, value], { onTestFinished: finished }) => {
    const { connectionString, drop } = await testDatabase()
    finished(drop)
    const env = { DATABASE_URL: connectionString, [name]: value }
    const { code, said } = await ended(dataFolder(finished), env, [], finished)
    expect(said).toContain(name)
    expect(said).not.toMatch(/_tag|^ +at /m)
    expect(code).toBe(1)
  },
)

it('ENGINE-20, ENGINE-21: a database with other defaults does, and one that is not in UTF-8 does not', async () => {
  const { connectionString, drop } = await testDatabase()
  onTestFinished(drop)
  const name = new URL(connectionString).pathname.slice(1)
  const latin = new URL(connectionString)
  latin.pathname = `/${name}_latin`
  const client = new pg.Client({ connectionString })
  await client.connect()
  await client.query(`alter database ${name} set default_transaction_isolation = 'repeatable read'`)
  await client.query(`alter database ${name} set default_transaction_read_only = on`)
  const locale = "encoding 'LATIN1' locale 'C' locale_provider libc"
  await client.query('set default_transaction_read_only = off')
  await client.query(`create database ${name}_latin template template0 ${locale}`)
  onTestFinished(async () => {
    await client.query(`drop database ${name}_latin with (force)`)
    await client.end()
  })
  const strict = startParley(dataFolder(), { PORT: '0', DATABASE_URL: connectionString })
  await strict.says(/^Parley is at /)
  strict.child.kill('SIGTERM')
  expect(await strict.ended).toBe(0)
  const { code, said } = await ended(dataFolder(), { DATABASE_URL: latin.href })
  expect(said).toMatch(/^Parley could not start: .*DATABASE_URL .*LATIN1.*UTF8/m)
  expect(code).toBe(1)
})
