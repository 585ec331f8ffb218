import { sessionOptions } from '@parley/postgres'
import pg from 'pg'
import type { PoolConfig } from 'pg'

const bigintOid = 20

/** bigint columns hold safe integers only, so they come as numbers. */
const types = new pg.TypeOverrides()
types.setTypeParser(bigintOid, Number)

/**
 * Statements here look rows up by their keys, are prepared once and run for weeks, while tables grow under them
 * from nothing to millions of rows. So plans are made for any parameters, and never by a scan of a whole table,
 * which is what a plan would come to that was made while the table was empty.
 */
const byKey =
  '-c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off'

/**
 * What queries read they read in the order of an index, and no more of it than they show. A scan or a bitmap is all that
 * there is for them, sorted: where the planner takes a large channel for a middling one, it chooses that.
 */
const inOrder = '-c enable_bitmapscan=off -c enable_seqscan=off'

/** Notice within half a minute that the other side is gone without a word. */
const keepAlive = '-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3'

/**
 * How long to wait for a server that does not answer, in milliseconds: for a connection, and for an answer. A
 * connection string may say otherwise (`?query_timeout=`), and what may take long is asked without an end (0).
 */
const socket = {
  keepAlive: true,
  keepAliveInitialDelayMillis: 10_000,
  connectionTimeoutMillis: 10_000,
  query_timeout: 30_000,
}

/**
 * A connection that breaks while nobody uses it, or while somebody has it and asks nothing: the pool opens another,
 * and whoever has it hears at the next question. Unheard, it would end the process.
 */
const heard = (pool: pg.Pool): pg.Pool => {
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}

const poolOf = (connectionString: string, options: PoolConfig, planning = ''): pg.Pool =>
  heard(
    new pg.Pool({
      ...socket,
      ...options,
      connectionString,
      types,
      options: `${sessionOptions} ${planning} ${keepAlive}`,
    }),
  )

/** A pool for the read side's queries. One that needs an index without an order (GIN) says so in its transaction. */
export const queryPool = (connectionString: string, options: PoolConfig = {}): pg.Pool =>
  poolOf(connectionString, { application_name: 'parley queries', ...options }, inOrder)

/** A pool for whoever goes through whole tables. */
export const wholeTablesPool = (connectionString: string, options: PoolConfig = {}): pg.Pool =>
  poolOf(connectionString, options)

/** A pool for look-ups by key, prepared and often: what decisions ask. */
export const lookUpPool = (connectionString: string, options: PoolConfig = {}): pg.Pool =>
  poolOf(connectionString, { application_name: 'parley decisions', max: 2, ...options }, byKey)

/**
 * A connection of its own, for who writes or listens. It does not wait for the disk: what is written is derived,
 * and the checkpoint that says how far it goes is lost or kept with it. `query_timeout`: milliseconds to wait for an
 * answer, 0 for one that may take long.
 */
export const ownConnection = (
  connectionString: string,
  application_name: string,
  query_timeout: number = socket.query_timeout,
): pg.Client =>
  new pg.Client({
    connectionString,
    application_name,
    ...socket,
    query_timeout,
    types,
    options: `${sessionOptions} ${byKey} ${keepAlive} -c synchronous_commit=off`,
  })
