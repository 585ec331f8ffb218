import type { ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import type { DomainEvent } from '@parley/domain'
import { testDatabase } from '@parley/embedded-postgres/testing'
import { type EventStore, toNewEvent } from '@parley/event-store'
import { migrateLog, postgresEventStore } from '@parley/event-store-postgres'
import * as E from 'fp-ts/lib/Either.js'
import { onTestFinished } from 'vitest'
import { parley } from './parley.ts'

export const key = 'a key that nobody has guessed so far'
export const channelId = '0b0e4bb6-9a53-4e2a-8c1c-1d9d3b1a0c11'

/** `parley events …` as people run it. */
export const run = (words: ReadonlyArray<string>, env: Readonly<Record<string, string>> = {}) =>
  parley(['events', ...words], env)

export const aFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-events-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}

/** Every file of a folder with all of its bytes. */
export const contents = (folder: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(folder)
      .toSorted()
      .map((name) => [name, readFileSync(join(folder, name), 'base64')]),
  )

export const described = (n: number, by = `person ${n % 7}`): DomainEvent =>
  ({
    type: 'ChannelDescribed',
    tenantId: 'acme',
    channelId,
    by,
    commandId: `c${n}`,
    at: '2026-01-01T00:00:00.000Z',
    description: `about ${n}`,
  }) as DomainEvent

export const append = async (store: EventStore, events: ReadonlyArray<DomainEvent>): Promise<void> => {
  const appended = await store.append(
    `channel-acme.${channelId}`,
    'any',
    events.map((event) => toNewEvent(event, randomUUID())),
  )()
  if (E.isLeft(appended)) throw new Error(JSON.stringify(appended.left))
}

export const numbers = (from: number, count: number): ReadonlyArray<DomainEvent> =>
  Array.from({ length: count }, (_, n) => described(from + n))

/** A log in Postgres, as the environment names it. */
export const aLog = async (events: number) => {
  const { connectionString, drop } = await testDatabase()
  onTestFinished(drop)
  await migrateLog({ connectionString })()
  const store = postgresEventStore({ connectionString })
  onTestFinished(() => store.close())
  for (let n = 0; n < events; n += 500) await append(store, numbers(n, Math.min(500, events - n)))
  return { store, env: { DATABASE_URL: connectionString, PARLEY_EXPORT_KEY: key } }
}

/** The lines that a child prints, one by one. */
export const linesOf = (child: ChildProcess) => {
  if (child.stdout === null) throw new Error('it prints nothing')
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return async (count: number): Promise<ReadonlyArray<string>> => {
    const got: Array<string> = []
    while (got.length < count) {
      const { value, done } = await lines.next()
      if (done === true) throw new Error('it ended')
      got.push(value)
    }
    return got
  }
}

/** What an export that is killed with -9 once it has so many files leaves, and the same once it was run again. */
export const killedExport = async (kind: 'parquet' | 'jsonl', kills: ReadonlyArray<number>) => {
  const { env } = await aLog(6_000)
  const exporting = (folder: string) => run(['export', kind, folder, '--positions', '500'], env)
  const whole = aFolder()
  const done = await exporting(whole).ended
  const again: Array<ReturnType<typeof contents>> = []
  for (const files of kills) {
    const folder = aFolder()
    const { child, ended } = exporting(folder)
    const written = (): number => readdirSync(folder).filter((name) => name.startsWith('events-')).length
    while (written() < files) await pause(1)
    child.kill('SIGKILL')
    await ended
    await exporting(folder).ended
    again.push(contents(folder))
  }
  return { done, whole: contents(whole), again }
}
