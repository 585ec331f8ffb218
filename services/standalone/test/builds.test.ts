import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Client } from '@parley/client'
import { type ChannelId, channelStream } from '@parley/domain'
import { text } from '@parley/domain/testing'
import { openLog, schemaOf } from '@parley/wiring'
import { groups } from '@parley/read-models'
import * as E from 'fp-ts/lib/Either.js'
import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { create } from './support/activity.ts'
import { personAt, seen } from './support/engine.ts'
import { logUrl, tenantId } from './support/log.ts'
import { startProgram } from './support/process.ts'
import { wrong } from './support/truth.ts'
import { watched } from './support/watched.ts'

const file = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
const otherBuild = ['--import', file('./fixtures/other-build.ts')]

/** A program of the other build, on the same stores. */
const startOther = (
  service: 'gateway' | 'projector' | 'operator',
  databaseUrl: string,
  words: ReadonlyArray<string> = [],
) =>
  startProgram(
    file(`../../${service}/src/main.ts`),
    { DATABASE_URL: databaseUrl, PORT: '0', HOME: tmpdir() },
    words,
    otherBuild,
  )

const statusOf = async (port: number, path: string): Promise<number> =>
  (await fetch(`http://127.0.0.1:${port}${path}`)).status

/** Sends one message after the other until it is stopped; each is answered before the next. */
const talking = (client: Client, channelId: ChannelId) => {
  let stopped = false
  const sent = (async () => {
    let messages = 0
    for (; !stopped; messages++) {
      const answer = await client.send({ channelId, body: text(`message ${messages}`) })
      if (E.isLeft(answer)) throw new Error(JSON.stringify(answer.left))
    }
    return messages
  })()
  return (): Promise<number> => {
    stopped = true
    return sent
  }
}

const linesToImport = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-builds-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  writeFileSync(join(folder, '2026-01-31.raw.txt'), '[12:00] <ann> hello\n[12:01] <ben> hello ann\n')
  return folder
}

const asking = async (connectionString: string) => {
  const client = new pg.Client({ connectionString })
  await client.connect()
  onTestFinished(() => client.end())
  return async (statement: string): Promise<ReadonlyArray<Record<string, unknown>>> =>
    (await client.query<Record<string, unknown>>(statement)).rows
}

// Each build has read models of its own wherever the log is; one log is enough to see it.
test.skipIf(logUrl !== undefined)(
  'PRJ-61, PRJ-62, ENGINE-30: a build with one more column and one more event, started beside the one that runs, harms nothing of it',
  async () => {
    const { connectionString, engine, lines, ask, untilTold, url } = await watched()
    const schema = schemaOf(engine.stores)
    const query = await asking(connectionString)
    const [ada, bo] = [personAt(url, 'ada'), personAt(url, 'bo')]
    onTestFinished(ada.close)
    onTestFinished(bo.close)
    const [general, starred] = [await create(ada, ['bo']), await create(ada, ['bo'])]
    await bo.open(general)
    const stop = talking(ada, general)

    // Whoever builds nothing is refused, or waits.
    const folder = linesToImport()
    const gateway = startOther('gateway', connectionString)
    const refused = startOther('operator', connectionString, ['import', 'irc', folder])
    expect(await refused.says(/no read models of this version/)).not.toContain(schema)
    expect(await refused.ended).toBe(1)
    const port = Number(/:(\d+)/.exec(await gateway.says(/^The gateway listens on/))?.[1])
    await expect
      .poll(async () => (await fetch(`http://127.0.0.1:${port}/ready`)).text())
      .toContain('"no-read-models"')
    expect(await statusOf(port, '/health')).toBe(200)

    // A projector builds what the other build reads.
    const projector = startOther('projector', connectionString)
    await projector.says(/^The read models of this version are built from the log/)
    await projector.says(/have caught up with the log/)
    const told = await projector.says(new RegExp(`also holds read models in schema ${schema} `))
    expect(told).toMatch(/A projector is at work on them now/)
    const imported = startOther('operator', connectionString, ['import', 'irc', folder])
    await expect.poll(() => statusOf(port, '/ready')).toBe(200)

    // What is said by the other build is seen in this one.
    const elsewhere = personAt(`ws://127.0.0.1:${port}/ws`, 'bo')
    onTestFinished(elsewhere.close)
    expect(E.isRight(await elsewhere.send({ channelId: general, body: text('from the other build') }))).toBe(
      true,
    )
    await seen(bo, ({ timelines }) =>
      timelines.get(general)?.messages.some(({ body }) => body?.text === 'from the other build'),
    )

    // An event that only the other build knows.
    const store = await openLog(engine.stores)
    onTestFinished(store.close)
    const said = await ada.send({ channelId: starred, body: text('a star') })
    if (E.isLeft(said)) throw new Error(JSON.stringify(said.left))
    const facts = { tenantId, channelId: starred, by: 'ada', commandId: 'star', at: new Date().toISOString() }
    const { messageId } = said.right.result
    const about = { messageId, senderId: 'ada', feedId: 'main', segment: 1, parentId: null }
    const event = { id: randomUUID(), type: 'MessageStarred', data: { ...facts, ...about } as never }
    const stream = channelStream(tenantId, starred)
    const appended = await store.append(stream, 'any', [{ ...event, metadata: { v: 1 } }])()
    if (E.isLeft(appended)) throw new Error(appended.left._tag)
    // Each group of read models gives it up for itself.
    const givenUp = () => lines.filter((line) => line.startsWith(`Nothing of ${stream}`))
    await expect.poll(givenUp).toHaveLength(groups.length)

    // All goes on.
    expect(await imported.ended).toBe(0)
    const before = bo.state().timelines.get(general)?.messages.length ?? 0
    await seen(bo, ({ timelines }) => (timelines.get(general)?.messages.length ?? 0) > before + 20)
    expect(await stop()).toBeGreaterThan(20)
    await untilTold(
      /^There are channels or inboxes .*1 of them so far.*newer version.*start that version here/,
    )
    const ready = await ask('/ready')
    expect(ready).toMatchObject({ status: 200 })
    expect(ready.body).toContain('"streams-given-up"')
    expect(ready.body).not.toContain(starred)
    expect(lines.filter((line) => line.startsWith('There are channels or inboxes '))).toHaveLength(1)
    expect(engine.health().parts['projector']).toMatchObject({ state: 'running', parked: 1 })
    await expect.poll(() => engine.health().parts['projector']).toMatchObject({ caughtUp: true })
    expect(await wrong(engine.stores)).toMatchObject([{ table: 'parked_streams', key: `${stream}\n` }])
    const others = await query(
      `select nspname as name from pg_namespace where nspname ~ '^parley_[0-9a-f]{12}$' and nspname <> '${schema}'`,
    )
    expect(others).toHaveLength(1)
    const other = String(others[0]?.['name'])
    const [own] = await query(`select position from ${schema}.checkpoint`)
    await expect.poll(() => query(`select position from ${other}.checkpoint`)).toEqual([own])
    expect(await query(`select stream from ${other}.parked_streams`)).toEqual([])
    expect(await query(`select nickname from ${other}.people limit 1`)).toEqual([{ nickname: null }])
  },
)
