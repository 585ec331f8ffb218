import { spawn } from 'node:child_process'
import { delimiter, join } from 'node:path'
import type { Outcome } from './outcome.ts'

/** Lines of a tool's output that are worth reading at once; it can be run by itself to see the rest. */
const most = 60

/** The installed programs come first, and with them the Node that the project runs on. */
export const toolEnvironment = (root: string): NodeJS.ProcessEnv => ({
  ...process.env,
  PATH: `${join(root, 'node_modules/.bin')}${delimiter}${process.env['PATH'] ?? ''}`,
  NO_COLOR: '1',
  FORCE_COLOR: undefined,
})

/** Runs one of the installed tools in the root and keeps what it says. Fails as the tool does. */
export const runTool = (root: string, command: ReadonlyArray<string>): Promise<Outcome> =>
  new Promise((resolve) => {
    const [program = '', ...args] = command
    const child = spawn(program, args, {
      cwd: root,
      env: toolEnvironment(root),
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const chunks: Array<Buffer> = []
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk))
    child.once('error', (error) => resolve({ ok: false, output: error.message }))
    child.once('close', (code) => {
      resolve({
        ok: code === 0,
        output: code === 0 ? '' : shortened(Buffer.concat(chunks).toString(), command),
      })
    })
  })

const shortened = (text: string, command: ReadonlyArray<string>): string => {
  const lines = text.trim().split('\n')
  if (lines.length <= most) return lines.join('\n')
  return [
    ...lines.slice(0, most),
    `... ${lines.length - most} more lines: pnpm exec ${command.join(' ')}`,
  ].join('\n')
}
