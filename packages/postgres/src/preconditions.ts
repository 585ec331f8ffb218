import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import pg from 'pg'
import { sessionOptions, sessionSettings } from './session.ts'

/** What Parley wants of a database. */
export interface DatabaseNeeds {
  /** How many connections one process opens at the most. */
  readonly connections: number
  /** Milliseconds that a notification may take from one connection to another; 10,000 unless told. */
  readonly timeout?: number
}

const oldest = 14

const Facts = t.type({
  version: t.number,
  encoding: t.string,
  standby: t.boolean,
  connections: t.number,
  fsync: t.string,
  full_page_writes: t.string,
  transaction_timeout: t.union([t.string, t.null]),
  settings: t.record(t.string, t.union([t.string, t.null])),
})
type Facts = t.TypeOf<typeof Facts>

/** How many connections this user may have in this database at once; those kept for others are not among them. */
const mostConnections = `(select min(most) from (
    select setting::integer
      - case when (select rolsuper from pg_roles where rolname = current_user) then 0
        else current_setting('superuser_reserved_connections')::integer
          + coalesce(current_setting('reserved_connections', true), '0')::integer end as most
      from pg_settings where name = 'max_connections'
    union all select nullif(rolconnlimit, -1) from pg_roles where rolname = current_user and not rolsuper
    union all select nullif(datconnlimit, -1) from pg_database
      where datname = current_database()
        and not (select rolsuper from pg_roles where rolname = current_user)
  ) limits(most))`

const factsQuery = `select
  current_setting('server_version_num')::integer as version,
  current_setting('server_encoding') as encoding,
  pg_is_in_recovery() as standby,
  current_setting('fsync') as fsync,
  current_setting('full_page_writes') as full_page_writes,
  current_setting('transaction_timeout', true) as transaction_timeout,
  ${mostConnections} as connections,
  (select json_object_agg(name, current_setting(name, true)) from unnest($1::text[]) name) as settings`

/** What speaks against working on a database, a sentence each, and what is only worth a warning. */
export interface Checked {
  readonly problems: ReadonlyArray<string>
  readonly warnings: ReadonlyArray<string>
}

const problemsOf = (facts: Facts, needs: DatabaseNeeds): ReadonlyArray<string> => {
  const found: Array<string> = []
  const major = Math.floor(facts.version / 10_000)
  if (major < oldest) found.push(`It is Postgres ${major}, and Parley needs ${oldest} or newer.`)
  if (facts.encoding !== 'UTF8')
    found.push(
      `Its encoding is ${facts.encoding}, which can't hold every text that people write: make it anew with ` +
        "`create database … encoding 'UTF8' template template0`.",
    )
  if (facts.standby) found.push('It is a standby, which can only be read: name the primary server.')
  if (facts.connections < needs.connections)
    found.push(
      `It lets this user have ${facts.connections} connections, and Parley needs up to ${needs.connections} in each ` +
        "process: raise max_connections, or the user's or the database's own limit.",
    )
  if (facts.transaction_timeout !== null && facts.transaction_timeout !== '0')
    found.push('transaction_timeout ends what takes long: set it to 0 for this user.')
  for (const [name, asked] of Object.entries(sessionSettings)) {
    const actual = facts.settings[name]
    if (actual !== asked)
      found.push(
        `${name} is ${actual ?? 'not known'} in a session that was asked to have ${asked}: take \`options\` out of ` +
          'the address, or have the pooler before the server pass them on.',
      )
  }
  return found
}

const warningsOf = (facts: Facts): ReadonlyArray<string> =>
  (['fsync', 'full_page_writes'] as const)
    .filter((name) => facts[name] === 'off')
    .map((name) => `${name} is off there: what was acknowledged may be gone after a loss of power.`)

/** Whether what one connection notifies of is heard by another that listens: not through every pooler. */
const hears = async (listener: pg.Client, teller: pg.Client, timeout: number): Promise<boolean> => {
  const channel = `parley_check_${randomUUID().replaceAll('-', '')}`
  const waited = new AbortController()
  const heard = new Promise<boolean>((resolve) => {
    listener.on('notification', (told) => told.channel === channel && resolve(true))
  })
  await listener.query(`listen ${channel}`)
  await teller.query(`notify ${channel}`)
  const gaveUp = pause(timeout, false, { signal: waited.signal }).catch(() => false)
  const yes = await Promise.race([heard, gaveUp])
  waited.abort()
  await listener.query(`unlisten ${channel}`)
  return yes
}

/**
 * Looks whether Parley can work on a database: what can be set for a session is set for each (`sessionOptions`), and
 * what else has to hold is asked. Rejects with the driver's error where the database can't be asked.
 */
export const checkDatabase = async (connectionString: string, needs: DatabaseNeeds): Promise<Checked> => {
  const open = async (): Promise<pg.Client> => {
    const client = new pg.Client({
      connectionString,
      application_name: 'parley check',
      options: sessionOptions,
      connectionTimeoutMillis: 10_000,
      query_timeout: 30_000,
    })
    client.on('error', () => {})
    try {
      await client.connect()
      return client
    } catch (error) {
      client.end().catch(() => {})
      throw error
    }
  }
  const listener = await open()
  let teller: pg.Client | undefined
  try {
    teller = await open()
    const { rows }: { rows: unknown } = await listener.query(factsQuery, [Object.keys(sessionSettings)])
    const facts = t.tuple([Facts]).decode(rows)
    if (E.isLeft(facts)) throw new Error('the database does not say what it is')
    const problems = [...problemsOf(facts.right[0], needs)]
    if (!facts.right[0].standby && !(await hears(listener, teller, needs.timeout ?? 10_000)))
      problems.push(
        'What one connection notifies of, another does not hear: a pooler before the server has to pool whole ' +
          'sessions (session mode), not transactions or statements.',
      )
    return { problems, warnings: warningsOf(facts.right[0]) }
  } finally {
    for (const client of [listener, teller]) client?.end().catch(() => {})
  }
}
