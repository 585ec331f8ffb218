import { rmSync } from 'node:fs'
import { join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { expect, test } from 'vitest'
import { explain } from '../src/errors.ts'
import { openFolders } from '../src/folders.ts'
import { isAlive } from '../src/process-identity.ts'
import { notedPostmaster } from '../src/postmaster.ts'
import { supervise } from '../src/supervise.ts'
import { madeFolder, query, start, untilGone } from './harness.ts'

const watched = async () => {
  const folder = await madeFolder()
  const lines: Array<string> = []
  const lost = Promise.withResolvers<string>()
  const log = (line: string): void => void lines.push(line)
  const server = await start(folder, { durability: 'disk', log, lost: lost.resolve })
  const url = server.connectionString()
  const pidNow = (): number | undefined => notedPostmaster(join(folder, 'cluster'))?.pid
  /** Asks until it is answered, as whoever works with it does. */
  const answered = async (statement: string) => {
    let answer: Awaited<ReturnType<typeof query>> | undefined
    await expect.poll(async () => (answer = await query(url, statement))).toBeDefined()
    return answer
  }
  return { folder, lines, lost: lost.promise, server, url, pidNow, answered }
}

test.each(['SIGKILL', 'SIGTERM'] as const)(
  'PG-22: a server that %s ends is started again at the same address, with what was committed',
  async (signal) => {
    const { lines, server, url, pidNow, answered } = await watched()
    await query(url, 'create table kept as select generate_series(1, 1000) as n')
    process.kill(server.pid, signal)
    await untilGone(server.pid)
    expect(await answered('select count(*)::int from kept')).toEqual([[1000]])
    expect(lines).toEqual([
      expect.stringMatching(new RegExp(`^Postgres \\(process ${server.pid}\\) is gone: starting it again`)),
      expect.stringMatching(/^Postgres runs again/),
    ])
    const second = pidNow()
    await server.stop()
    expect(second === undefined || isAlive(second)).toBe(false)
  },
)

test('PG-22: one that can not be started again is tried five times, and given up with words', async () => {
  const folder = await madeFolder()
  const server = await start(folder)
  const opened = openFolders(folder)
  if (E.isLeft(opened)) throw new Error(explain(opened.left))
  let tries = 0
  const lost = Promise.withResolvers<string>()
  const supervision = supervise(
    { pid: server.pid, port: server.port, ready: true },
    {
      folders: opened.right,
      ours: () => true,
      again: () => {
        tries += 1
        return Promise.resolve(E.left({ _tag: 'StartFailed', cause: 'no space left on device' }))
      },
      log: () => {},
      lost: lost.resolve,
      every: 5,
      pauses: [0, 0, 0, 0, 0],
    },
  )
  process.kill(server.pid, 'SIGKILL')
  expect(await lost.promise).toMatch(
    /^Postgres is gone and can't .* no space left on device\. See .*start Parley again\.$/,
  )
  expect(tries).toBe(5)
  await supervision.stop()
})

test('PG-23: a server whose folder is removed or replaced under it is let go at once, and what lies there now is left alone', async () => {
  const { folder, server, lost } = await watched()
  rmSync(folder, { recursive: true, force: true })
  const next = await start(folder, { durability: 'disk' })
  expect(await lost).toContain('others lie there')
  await server.stop()
  expect(isAlive(next.pid)).toBe(true)
  expect(await query(next.connectionString(), 'select 1')).toEqual([[1]])
})

test('PG-22: no empty database is made in the place of data that are gone', async () => {
  const { folder, server, lost } = await watched()
  process.kill(server.pid, 'SIGKILL')
  rmSync(join(folder, 'cluster'), { recursive: true, force: true })
  expect(await lost).toContain('are gone')
})

test('PG-22: killing one of its sessions costs the sessions, and the server goes on by itself', async () => {
  const { server, url, answered, lines } = await watched()
  const backend = await query(url, 'select pg_backend_pid()')
  const idle = query(url, 'select pg_backend_pid(), pg_sleep(30)').catch(() => 'cut')
  const running = "select pid from pg_stat_activity where query like '%pg_sleep%' and pid <> pg_backend_pid()"
  let pids = await query(url, running)
  while (pids.length === 0) pids = await query(url, running)
  process.kill(Number([...pids].flat()[0]), 'SIGKILL')
  expect(await idle).toBe('cut')
  expect(await answered('select 1')).toEqual([[1]])
  expect(isAlive(server.pid)).toBe(true)
  expect(lines).toEqual([])
  expect(backend).toHaveLength(1)
})
