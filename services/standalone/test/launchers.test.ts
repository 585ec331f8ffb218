import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const fixture = fileURLToPath(new URL('./fixtures/wait-for-launchers.ts', import.meta.url))

/** Starts the fixture below a process of this title, as `npx pnpm start` starts the engine. */
const below = (title: string) =>
  spawn(
    process.execPath,
    [
      '-e',
      `process.title = ${JSON.stringify(title)}
       require('node:child_process').spawn(process.execPath, [${JSON.stringify(fixture)}], { stdio: 'inherit' })`,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )

describe.runIf(process.platform === 'linux')('whoever it was started through', () => {
  it('ENGINE-16: when npm is gone, which passes no signal on, the engine stops', async () => {
    const npm = below('npm exec pnpm start')
    const said: string[] = []
    for await (const line of createInterface({ input: npm.stdout })) {
      said.push(line)
      if (line === 'ready') npm.kill('SIGKILL')
    }
    expect(said).toEqual(['ready', 'gone'])
    if (npm.signalCode === null) await once(npm, 'exit')
  })
})
