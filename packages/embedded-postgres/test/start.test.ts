import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import { explain } from '../src/index.ts'
import { isAlive } from '../src/process-identity.ts'
import { dataFolder, madeFolder, query, start, tryStart } from './harness.ts'

const left = (result: Awaited<ReturnType<typeof tryStart>>) => (E.isLeft(result) ? result.left : undefined)

describe('start and stop', () => {
  test('PG-1, PG-2: what was stored is there after the next start, at the same port; nothing runs in between', async () => {
    const folder = await madeFolder()
    const first = await start(folder)
    await query(first.connectionString(), 'create table kept as select 42 as answer')
    await first.stop()
    expect(isAlive(first.pid)).toBe(false)
    const second = await start(folder)
    expect(second.port).toBe(first.port)
    expect(await query(second.connectionString(), 'select answer from kept')).toEqual([[42]])
  })

  test('PG-13: it is Postgres 18, durable unless told otherwise, with text ordered the same everywhere', async () => {
    const server = await start(dataFolder(), { durability: 'disk' })
    const settings = `select name, setting from pg_settings
      where name in ('fsync', 'synchronous_commit', 'full_page_writes', 'listen_addresses') order by name`
    expect(await query(server.connectionString(), settings)).toEqual([
      ['fsync', 'on'],
      ['full_page_writes', 'on'],
      ['listen_addresses', '127.0.0.1'],
      ['synchronous_commit', 'on'],
    ])
    expect(await query(server.connectionString(), "select version() like 'PostgreSQL 18.%'")).toEqual([
      [true],
    ])
    const sorted = `select datlocprovider::text || datlocale from pg_database where datname = 'parley'`
    expect(await query(server.connectionString(), sorted)).toEqual([['bC.UTF-8']])
  })

  test('PG-11: nobody gets in without the password, which only the owner can read', async () => {
    const folder = dataFolder()
    const server = await start(folder)
    const url = new URL(server.connectionString())
    expect(statSync(join(folder, 'password')).mode & 0o777).toBe(0o600)
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    expect(readFileSync(join(folder, 'password'), 'utf8')).toBe(url.password)
    url.password = 'guess'
    await expect(query(url.href, 'select 1')).rejects.toThrow('password authentication failed')
  })

  test('PG-9: a data folder of another major version is left alone', async () => {
    const folder = await madeFolder()
    await (await start(folder)).stop()
    writeFileSync(join(folder, 'cluster/PG_VERSION'), '17\n')
    const refused = left(await tryStart(folder))
    expect(refused).toMatchObject({ _tag: 'OtherMajorVersion', found: '17', ours: '18' })
  })

  test('PG-7: an initdb that was killed halfway is done again', async () => {
    const folder = dataFolder()
    mkdirSync(join(folder, 'cluster.new/base'), { recursive: true })
    writeFileSync(join(folder, 'cluster.new/PG_VERSION'), '18\n')
    expect(await query((await start(folder)).connectionString(), 'select 1')).toEqual([[1]])
  })

  test('PG-4: a folder that cannot be made is an error that names it', async () => {
    const folder = dataFolder()
    mkdirSync(dirname(folder), { recursive: true })
    writeFileSync(folder, 'a file')
    const refused = left(await tryStart(folder))
    expect(refused?._tag).toBe('FolderNotUsable')
    expect(refused && explain(refused)).toContain(folder)
  })

  test('PG-4: a server that will not come up gives the end of its log, and the folder free', async () => {
    const folder = await madeFolder()
    const refused = left(await tryStart(folder, { settings: { shared_buffers: 'many' } }))
    expect(refused?._tag).toBe('StartFailed')
    expect(refused && explain(refused)).toContain('invalid value for parameter "shared_buffers"')
    await start(folder)
  })
})

const occupy = (port: number): Promise<{ port: number; [Symbol.asyncDispose]: () => Promise<void> }> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      const bound = typeof address === 'object' && address !== null ? address.port : 0
      const close = () => new Promise<void>((closed) => server.close(() => closed()))
      resolve({ port: bound, [Symbol.asyncDispose]: close })
    })
  })

describe('ports', () => {
  test('PG-10: a port that was asked for and is taken is an error', async () => {
    await using taken = await occupy(0)
    const refused = left(await tryStart(await madeFolder(), { port: taken.port }))
    expect(refused).toEqual({ _tag: 'PortTaken', port: taken.port })
  })

  test('PG-10: where the port of the last start is taken, another is found and kept', async () => {
    const folder = await madeFolder()
    const first = await start(folder)
    await first.stop()
    await using taken = await occupy(first.port)
    const second = await start(folder)
    expect(second.port).not.toBe(taken.port)
    expect(await query(second.connectionString(), 'select 1')).toEqual([[1]])
    expect(readFileSync(join(folder, 'port'), 'utf8')).toBe(String(second.port))
  })
})

test('PG-10: it listens on loopback alone', async ({ skip }) => {
  skip(process.platform !== 'linux', 'reads /proc')
  const server = await start(await madeFolder())
  const hex = server.port.toString(16).toUpperCase().padStart(4, '0')
  const listening = execFileSync('cat', ['/proc/net/tcp', '/proc/net/tcp6'], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes(`:${hex} `) && / 0A /.test(line))
    .map((line) => line.trim().split(/\s+/)[1])
  expect(listening).toEqual([`0100007F:${hex}`])
})
