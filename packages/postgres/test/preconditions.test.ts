import { randomUUID } from 'node:crypto'
import { testDatabase } from '@parley/embedded-postgres/testing'
import pg from 'pg'
import { expect, inject, onTestFinished, test } from 'vitest'
import { checkDatabase } from '../src/index.ts'

const needs = { connections: 20 }

const run = async (connectionString: string, ...statements: ReadonlyArray<string>): Promise<void> => {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    for (const statement of statements) await client.query(statement)
  } finally {
    await client.end()
  }
}

const database = async (): Promise<{ readonly url: string; readonly name: string }> => {
  const { connectionString: url, drop } = await testDatabase()
  onTestFinished(drop)
  return { url, name: new URL(url).pathname.slice(1) }
}

/** A user that may connect, with a limit of its own where one is named. */
const userOf = async (url: string, limit = -1): Promise<string> => {
  const name = `user_${randomUUID().replaceAll('-', '')}`
  await run(url, `create role ${name} login password 'secret' connection limit ${limit}`)
  onTestFinished(() => run(inject('parleyTestServer'), `drop role ${name}`))
  const address = new URL(url)
  address.username = name
  address.password = 'secret'
  return address.href
}

test('ENGINE-20: what a database, or a user, has as defaults does not reach a session of Parley', async () => {
  const { url, name } = await database()
  const defaults = [
    "default_transaction_isolation = 'serializable'",
    'default_transaction_read_only = on',
    "statement_timeout = '1ms'",
    "lock_timeout = '1ms'",
    "idle_in_transaction_session_timeout = '1ms'",
    "idle_session_timeout = '1ms'",
    "search_path = 'nowhere'",
    'standard_conforming_strings = off',
    "DateStyle = 'German'",
    "TimeZone = 'Asia/Tokyo'",
    'bytea_output = escape',
    'extra_float_digits = -15',
    'array_nulls = off',
    'transform_null_equals = on',
    "IntervalStyle = 'iso_8601'",
    "client_encoding = 'LATIN1'",
  ]
  await run(inject('parleyTestServer'), ...defaults.map((setting) => `alter database ${name} set ${setting}`))
  expect((await checkDatabase(url, needs)).problems).toEqual([])
})

test('ENGINE-21: a database whose encoding does not hold every text is refused', async () => {
  const name = `test_${randomUUID().replaceAll('-', '')}`
  const server = inject('parleyTestServer')
  await run(
    server,
    `create database ${name} template template0 encoding 'LATIN1' locale 'C' locale_provider libc`,
  )
  onTestFinished(() => run(server, `drop database ${name} with (force)`))
  const url = new URL(server)
  url.pathname = `/${name}`
  const { problems } = await checkDatabase(url.href, needs)
  expect(problems).toEqual([expect.stringMatching(/^Its encoding is LATIN1, .*UTF8/)])
})

test('ENGINE-21: settings of the address that speak against ours are named', async () => {
  const { url } = await database()
  const address = new URL(url)
  address.searchParams.set('options', '-c statement_timeout=5000')
  const { problems } = await checkDatabase(address.href, needs)
  expect(problems.join('\n')).toMatch(/^statement_timeout is 5s in a session .*`options`/m)
})

test.each([
  ['of the user', (url: string) => userOf(url, 5)],
  [
    'of the database',
    async (url: string) => {
      await run(
        inject('parleyTestServer'),
        `alter database ${new URL(url).pathname.slice(1)} connection limit 5`,
      )
      return userOf(url)
    },
  ],
])('ENGINE-21: fewer connections than a process opens are refused: %s', async (_, limited) => {
  const { url } = await database()
  const { problems } = await checkDatabase(await limited(url), needs)
  expect(problems).toEqual([expect.stringContaining('5 connections, and Parley needs up to 20')])
})

test('ENGINE-21: transaction_timeout, which older servers do not know, is refused', async () => {
  const { url, name } = await database()
  await run(inject('parleyTestServer'), `alter database ${name} set transaction_timeout = '1min'`)
  const { problems } = await checkDatabase(url, needs)
  expect(problems).toEqual([expect.stringContaining('transaction_timeout')])
})
