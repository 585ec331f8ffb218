import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** A server in a process of its own. */
export interface Child {
  readonly pid: number
  /** Where it said it listens. */
  readonly address: string
  /** The memory that it has in use once all garbage is collected. */
  readonly memory: () => Promise<NodeJS.MemoryUsage>
  readonly stop: () => Promise<void>
}

const reporter = fileURLToPath(new URL('./heap-reporter.ts', import.meta.url))

/** Starts a script and waits until it prints the address at which it listens. */
const startChild = async (script: string, env: Readonly<Record<string, string>>): Promise<Child> => {
  const child = spawn(process.execPath, ['--expose-gc', '--import', reporter, script], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  const address = await firstAddress(child)
  const memory = async (): Promise<NodeJS.MemoryUsage> => {
    const answer = once(child, 'message')
    child.send('memory')
    const [usage] = (await answer) as [NodeJS.MemoryUsage]
    return usage
  }
  return { pid: child.pid ?? 0, address, memory, stop: () => stop(child) }
}

/** Starts a server as benches have it: over a database, at any free port. Gives the secret that tokens are signed with. */
export const startServer = async (
  script: string,
  databaseUrl: string,
  more: Readonly<Record<string, string>> = {},
): Promise<{ readonly child: Child; readonly secret: string }> => {
  const secret = randomBytes(32).toString('hex')
  const child = await startChild(script, {
    DATABASE_URL: databaseUrl,
    EVENTSTORE_URL: '',
    PORT: '0',
    HOST: '127.0.0.1',
    PARLEY_JWT_SECRET: secret,
    NODE_ENV: 'production',
    ...more,
  })
  return { child, secret }
}

const firstAddress = async (child: ChildProcess): Promise<string> => {
  if (child.stdout === null) throw new Error('the server has no output to read its address from')
  for await (const line of createInterface({ input: child.stdout })) {
    const [address] = /https?:\/\/[\w.:[\]-]+:\d+/.exec(line) ?? []
    if (address === undefined) continue
    child.stdout.resume()
    return address
  }
  throw new Error('the server ended before it listened')
}

const stop = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  await ended
}
