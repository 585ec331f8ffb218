import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runningEmbeddedPostgres } from '@parley/embedded-postgres'
import { testDatabase } from '@parley/embedded-postgres/testing'
import { startTestServer } from '@parley/event-store-eventstoredb/testing'
import { expect, it, onTestFinished } from 'vitest'
import { main, parley } from './support/parley.ts'

/** `parley import irc` as people run it. */
const importing = (folder: string, env: Readonly<Record<string, string>>) =>
  parley(['import', 'irc', folder], env).ended

it('ENGINE-17, ENGINE-8: an import into a log that may not be read says so, and leaves no Postgres running', async () => {
  const server = await startTestServer()
  onTestFinished(() => server.close())
  server.faults.denied = true
  const folder = mkdtempSync(join(tmpdir(), 'parley-import-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  writeFileSync(join(folder, '2026-01-31.raw.txt'), '[12:00] <ann> hello\n')
  const { code, complained } = await importing(folder, {
    HOME: folder,
    PARLEY_DATA: folder,
    EVENTSTORE_URL: server.url,
  })
  expect(code).toBe(1)
  expect(complained).toMatch(/^the log can't be opened: EVENTSTORE_URL .*does not let Parley read.*$/m)
  expect(runningEmbeddedPostgres(join(folder, 'postgres'))).toBe(null)
})

it('PRJ-62: an import where nobody has built read models of its version is refused, and leaves the database as it is', async () => {
  const { connectionString, drop } = await testDatabase()
  onTestFinished(drop)
  const folder = mkdtempSync(join(tmpdir(), 'parley-import-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  writeFileSync(join(folder, '2026-01-31.raw.txt'), '[12:00] <ann> hello\n')
  const { code, complained } = await importing(folder, { HOME: folder, DATABASE_URL: connectionString })
  expect(code).toBe(1)
  expect(complained).toMatch(
    /^the read models can't be opened: .*no read models of this version.*schema parley_[0-9a-f]{12} .*Start a projector/m,
  )
})

it.each([
  ['is not there', (folder: string) => join(folder, 'nowhere'), /^There is no folder .*nowhere\.$/m],
  ['is a file', () => main, /is a file: name the folder/],
  ['holds no log', (folder: string) => folder, /^There is nothing to import in /m],
])('ENGINE-24: a folder to import that %s is said in words', async (_, placeIn, words) => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-import-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const { code, complained } = await importing(placeIn(folder), {
    HOME: folder,
    PARLEY_DATA: join(folder, 'data'),
  })
  expect(code).toBe(1)
  expect(complained).toMatch(words)
  expect(complained).not.toMatch(/ENOENT|ENOTDIR|_tag|^ +at /m)
  expect(existsSync(join(folder, 'data'))).toBe(false)
})

it.each([
  [
    '2026-01-31.log',
    '12:00 nothing of a known form\n',
    /nothing in its files was understood \(2026-01-31\.log:1: /,
  ],
  ['undated.log', '[12:00] <ann> hello\n', /nothing in its files was understood \(undated\.log:1: .*no date/],
])('IRC-11: a folder in which nothing is understood, as in %s, is an error', async (name, text, words) => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-import-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  writeFileSync(join(folder, name), text)
  const { code, complained } = await importing(folder, { HOME: folder, PARLEY_DATA: join(folder, 'data') })
  expect(code).toBe(1)
  expect(complained).toMatch(words)
  expect(existsSync(join(folder, 'data'))).toBe(false)
})

it.each([
  [
    ['--time-zone', 'Europe/Nowhere'],
    /^--time-zone Europe\/Nowhere is no time zone, such as Europe\/Berlin or UTC$/m,
  ],
  [['--format', 'telegram'], /'telegram' is invalid.*irssi/],
])(
  'IRC-15: an import of logs in a way that there is not, as %s, says which there are',
  async (options, words) => {
    const { code, complained } = await parley(['import', 'irc', tmpdir(), ...options]).ended
    expect(code).toBe(1)
    expect(complained).toMatch(words)
  },
)

it.each([['--bogus'], ['impart'], ['import irc'], ['import irc --tenant'], ['log copy embedded']])(
  'ENGINE-23: parley %s is refused, and --help says what there is',
  async (words) => {
    const answers = [
      words.split(' '),
      [...words.split(' ').filter((word) => !word.startsWith('-')), '--help'],
    ]
    for (const [n, args] of answers.entries()) {
      const { code, said, complained } = await parley(args).ended
      expect(said + complained).toMatch(n === 0 ? /^(error: |Usage: parley)/ : /^Usage: parley/)
      if (args.includes('impart')) continue
      expect(code).toBe(n === 0 ? 1 : 0)
    }
  },
)
