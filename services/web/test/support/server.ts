import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { testDatabase } from '@parley/embedded-postgres/testing'

const main = resolve(import.meta.dirname, '../../../standalone/src/main.ts')

export interface Server {
  readonly url: string
  readonly close: () => Promise<void>
}

/** The whole engine as `start` runs it, in a process of its own, on a database of its own and a free port. */
export const startServer = async (): Promise<Server> => {
  const database = await testDatabase()
  const data = mkdtempSync(join(tmpdir(), 'parley-page-'))
  const env = { ...process.env, DATABASE_URL: database.connectionString, PARLEY_DATA: data, PORT: '0' }
  const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(child, 'exit')
  const close = async (): Promise<void> => {
    child.kill('SIGTERM')
    await ended
    await database.drop()
    rmSync(data, { recursive: true, force: true })
  }
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /http:\/\/\S+:\d+/.exec(line)?.[0]
    if (url !== undefined) return { url, close }
  }
  await close()
  throw new Error('The server ended before it said where it is')
}
