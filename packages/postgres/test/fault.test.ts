import { testDatabase } from '@parley/embedded-postgres/testing'
import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { explainPostgres, explainStart, postgresFault } from '../src/index.ts'

/** What the driver throws for a statement. */
const thrownBy = async (connectionString: string, statement = 'select 1'): Promise<unknown> => {
  const client = new pg.Client({ connectionString })
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query(statement)
    return undefined
  } catch (error) {
    return error
  } finally {
    client.end().catch(() => {})
  }
}

const raising = (code: string): string =>
  `do $$ begin raise exception 'said by the server' using errcode = '${code}', detail = 'a secret'; end $$`

test.each([
  ['53100', /disk of the database is full/, false],
  ['53300', /no more connections/, false],
  ['25006', /can only be read/, false],
  ['42501', /may not do that/, true],
  ['42P01', /table is missing/, true],
  ['42703', /not those of this version/, true],
  ['58030', /disk or the system/, false],
  ['XX001', /broken/, true],
  ['P0001', /fails/, false],
])(
  'ENGINE-22: %s is put into words, with what to do, and without what rows hold',
  async (code, words, lasting) => {
    const { connectionString, drop } = await testDatabase()
    onTestFinished(drop)
    const fault = postgresFault(await thrownBy(connectionString, raising(code)))
    expect(fault).toMatchObject({ lasting, cause: expect.stringMatching(words) })
    expect(fault.cause).toContain('(said by the server)')
    expect(fault.todo).toMatch(/^[A-Z].*\.$/)
    expect(JSON.stringify(fault)).not.toContain('a secret')
  },
)

test('ENGINE-22: a database, a user and a server that are not there are told apart', async () => {
  const { connectionString, drop } = await testDatabase()
  onTestFinished(drop)
  const nowhere = new URL(connectionString)
  nowhere.pathname = '/nowhere'
  expect(explainPostgres(await thrownBy(nowhere.href))).toMatch(/^there is no such database/)
  const stranger = new URL(connectionString)
  stranger.password = 'guess'
  expect(explainPostgres(await thrownBy(stranger.href))).toMatch(/^the server does not let Parley in/)
  expect(explainPostgres(await thrownBy('postgres://127.0.0.1:1/x'))).toMatch(
    /^nothing listens there .*Start it/,
  )
})

test('ENGINE-22: only who is at work is told that it goes on by itself, and a start names what it was given', async () => {
  const thrown = await thrownBy('postgres://127.0.0.1:1/x')
  expect(explainPostgres(thrown)).toMatch(/Parley goes on by itself then\.$/)
  expect(explainStart(thrown)).toMatch(/^nothing listens there .*Start it, or see why it does not run\.$/)
  const closed = Object.assign(new Error('password authentication failed'), { code: '28P01' })
  expect(explainStart(closed)).toMatch(/into DATABASE_URL\.$/)
  expect(explainStart(closed, 'TO')).toMatch(/into TO\.$/)
})
