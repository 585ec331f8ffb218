import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { expect, test } from 'vitest'
import { isAlive } from '../src/process-identity.ts'
import { runningPostmaster } from '../src/postmaster.ts'
import { madeFolder, hold, query, start, tryStart, untilGone } from './harness.ts'

test('PG-5: kill -9 of Parley alone: the next one takes on its server, with its data, and stops it', async () => {
  const folder = await madeFolder()
  const first = await hold(folder)
  await query(first.url, 'create table kept as select 1 as n')
  await first.kill()
  expect(isAlive(first.server)).toBe(true)
  const lines: Array<string> = []
  const second = await start(folder, { log: (line) => lines.push(line) })
  expect(second.pid).toBe(first.server)
  expect(lines).toEqual([`Taking on the Postgres that was left running (process ${first.server}).`])
  expect(await query(second.connectionString(), 'select n from kept')).toEqual([[1]])
  await second.stop()
  expect(isAlive(first.server)).toBe(false)
})

test('PG-5: an orphan at another port than is asked for is started anew at that one', async () => {
  const folder = await madeFolder()
  const first = await hold(folder)
  await first.kill()
  const free = await start(await madeFolder())
  await free.stop()
  const second = await start(folder, { port: free.port })
  expect(second.port).toBe(free.port)
  expect(isAlive(first.server)).toBe(false)
})

test('PG-6: kill -9 of Parley and its server: what was committed is recovered', async () => {
  const folder = await madeFolder()
  const first = await hold(folder)
  await query(first.url, 'create table kept as select generate_series(1, 1000) as n')
  await first.kill()
  process.kill(first.server, 'SIGKILL')
  await untilGone(first.server)
  const second = await start(folder)
  expect(second.pid).not.toBe(first.server)
  expect(await query(second.connectionString(), 'select count(*)::int from kept')).toEqual([[1000]])
})

test('PG-6: a server killed while its sessions are busy is started again as soon as they are gone', async () => {
  const folder = await madeFolder()
  const first = await hold(folder)
  const busy = query(first.url, 'select sum(n) from generate_series(1, 1e9) as n').catch(() => 'cut')
  const running = "select 1 from pg_stat_activity where query like 'select sum%'"
  while ((await query(first.url, running)).length === 0);
  process.kill(first.server, 'SIGKILL')
  await first.kill()
  const second = await start(folder)
  expect(await query(second.connectionString(), 'select 1')).toEqual([[1]])
  expect(await busy).toBe('cut')
})

test('PG-8: while one Parley lives, a second is refused with its pid, and the first goes on', async () => {
  const folder = await madeFolder()
  const first = await hold(folder)
  const second = await tryStart(folder)
  expect(second).toEqual(E.left({ _tag: 'FolderInUse', folder, pid: first.child.pid }))
  expect(await query(first.url, 'select 1')).toEqual([[1]])
  expect(await first.end()).toBe(0)
  await start(folder)
})

test('PG-3: a process that exits without stopping its server has it ended', async () => {
  const first = await hold(await madeFolder(), 'exit')
  expect(await first.end()).toBe(0)
  await untilGone(first.server)
})

test('PG-5: a postmaster.pid that names a process which is none of ours is not believed', async () => {
  const folder = await madeFolder()
  await (await start(folder)).stop()
  const now = Math.floor(Date.now() / 1000)
  writeFileSync(
    join(folder, 'cluster/postmaster.pid'),
    `${process.pid}\n${folder}\n${now}\n5432\n\n\n1 1\nready\n`,
  )
  expect(runningPostmaster(join(folder, 'cluster'))).toBeNull()
  const server = await start(folder)
  expect(await query(server.connectionString(), 'select 1')).toEqual([[1]])
})

test("PG-14: a run's server goes with its process, however that ends, and its folder too", async () => {
  const folder = await madeFolder()
  const first = await hold(folder, 'watched')
  await first.kill()
  await untilGone(first.server)
  await expect.poll(() => existsSync(folder)).toBe(false)
})
