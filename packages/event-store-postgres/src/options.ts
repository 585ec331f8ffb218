import { maxAppendBytes } from '@parley/event-store'
import { sessionOptions } from '@parley/postgres'
import type { ClientConfig } from 'pg'

/** Which database, and how much to hold and how long to wait. */
export interface PostgresLogOptions {
  /** Where the database is: `postgres://user:password@host:port/database`. */
  readonly connectionString: string
  /** TLS, as the driver takes it; unless given, what the connection string says. */
  readonly ssl?: ClientConfig['ssl']
  /** The schema that holds the log; `parley_log` unless told. */
  readonly schema?: string
  /** How many connections read; 4 unless told. One more writes, and one more listens. */
  readonly readers?: number
  /** The most bytes of data and metadata, as JSON, in one append; 1 MiB unless told. */
  readonly maxAppendBytes?: number
  /** How many events may wait for a caught-up subscription before it falls behind; 8,192 unless told. */
  readonly liveEvents?: number
  /** Milliseconds between looks at the log's end in case a notification was lost; 5,000 unless told. */
  readonly pollInterval?: number
  /** Milliseconds after which a question without an answer counts as a lost connection; 30,000 unless told. */
  readonly queryTimeout?: number
  /** Milliseconds that closing waits for a commit under way before it is in doubt; 5,000 unless told. */
  readonly closeWithin?: number
}

/** The options with everything filled in. */
export interface Settings {
  readonly client: ClientConfig
  readonly schema: string
  readonly readers: number
  readonly maxAppendBytes: number
  readonly liveEvents: number
  readonly pollInterval: number
  readonly closeWithin: number
}

/** Fills in what was not said. Throws a `RangeError` for a schema that would need quoting. */
export const settingsOf = (options: PostgresLogOptions): Settings => {
  const schema = options.schema ?? 'parley_log'
  if (!/^[a-z_][a-z0-9_]{0,39}$/.test(schema)) throw new RangeError(`not a schema's name here: ${schema}`)
  return {
    client: {
      connectionString: options.connectionString,
      ...(options.ssl === undefined ? {} : { ssl: options.ssl }),
      application_name: 'parley-log',
      options: sessionOptions,
      connectionTimeoutMillis: 10_000,
      query_timeout: options.queryTimeout ?? 30_000,
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
    },
    schema,
    readers: options.readers ?? 4,
    maxAppendBytes: options.maxAppendBytes ?? maxAppendBytes,
    liveEvents: options.liveEvents ?? 8192,
    pollInterval: options.pollInterval ?? 5000,
    closeWithin: options.closeWithin ?? 5000,
  }
}
