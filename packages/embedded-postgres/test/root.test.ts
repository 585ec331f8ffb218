import { execFileSync } from 'node:child_process'
import { chmodSync, cpSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { installedBinaries, runnableBinaries } from '../src/binaries.ts'
import { serverUser } from '../src/server-user.ts'
import { dataFolder, query, start } from './harness.ts'

const folder = (mode: number): string => {
  const path = mkdtempSync(join(tmpdir(), 'parley-root-'))
  chmodSync(path, mode)
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  return path
}

describe('started by root', () => {
  beforeEach(({ skip }) => skip(process.getuid?.() !== 0, 'only root can show it'))

  test('PG-12: in a folder that only root may enter, the server is another user, who owns the data alone', async () => {
    const home = dataFolder()
    const server = await start(home)
    const cluster = statSync(join(home, 'cluster'))
    expect(statSync(dirname(dirname(home)))).toMatchObject({ uid: 0, mode: 0o40700 })
    expect(cluster.uid).not.toBe(0)
    expect(cluster.mode & 0o777).toBe(0o700)
    const ran = execFileSync('ps', ['-o', 'uid=', '-p', String(server.pid)], { encoding: 'utf8' })
    expect(Number(ran)).toBe(cluster.uid)
    expect(serverUser(join(home, 'cluster'))?.uid).toBe(cluster.uid)
    await query(server.connectionString(), 'create table t as select 1; checkpoint')
  })

  test('PG-12: programs in a folder that only root may enter are run from a copy, made once', async () => {
    const found = await installedBinaries()()
    if (E.isLeft(found)) throw new Error(found.left.platform)
    const closed = folder(0o700)
    const native = dirname(dirname(found.right.postgres))
    cpSync(native, join(closed, 'native'), { recursive: true, verbatimSymlinks: true })
    const paths = { initdb: join(closed, 'native/bin/initdb'), postgres: join(closed, 'native/bin/postgres') }
    const lines: Array<string> = []
    const run = (cache: string) =>
      runnableBinaries(paths, { uid: 65534, gid: 65534 }, (line) => lines.push(line), [cache])

    expect(run(join(closed, 'cache'))).toMatchObject({ left: { _tag: 'StartFailed' } })
    expect(run(folder(0o777))).toMatchObject({ left: { _tag: 'StartFailed' } })
    expect(lines).toEqual([])

    const cache = folder(0o755)
    const first = run(cache)
    expect(first).toMatchObject({ right: { version: expect.stringMatching(/^18\.\d+$/) } })
    const postgres = E.isRight(first) ? first.right.postgres : ''
    expect(postgres.startsWith(cache)).toBe(true)
    expect(lines).toEqual([expect.stringContaining(cache)])
    const made = statSync(postgres).ino
    expect(run(cache)).toEqual(first)
    expect(statSync(postgres).ino).toBe(made)
  })
})
