/**
 * What a session has to be like for what Parley asks in it to mean the same everywhere, whatever the server, the
 * database or the user has as defaults. A setting that is not in the server's own units is written without one.
 */
export const sessionSettings = {
  // Decisions are checked under a lock, and what was committed meanwhile has to be seen behind it.
  default_transaction_isolation: 'read committed',
  default_transaction_read_only: 'off',
  default_transaction_deferrable: 'off',
  // A migration or a rebuild takes as long as it takes; what may not hang has an end of the driver's.
  statement_timeout: '0',
  lock_timeout: '0',
  idle_in_transaction_session_timeout: '0',
  idle_session_timeout: '0',
  // Nothing is found in a schema that somebody else put before the server's own.
  search_path: 'pg_catalog',
  // How texts, times and bytes are written and read.
  standard_conforming_strings: 'on',
  array_nulls: 'on',
  transform_null_equals: 'off',
  DateStyle: 'ISO, MDY',
  IntervalStyle: 'postgres',
  TimeZone: 'UTC',
  bytea_output: 'hex',
  extra_float_digits: '1',
  // A policy that would leave rows out is an error, and never a shorter answer.
  row_security: 'off',
} as const satisfies Readonly<Record<string, string>>

const escaped = (value: string): string => value.replaceAll('\\', '\\\\').replaceAll(' ', '\\ ')

/** Settings as the `options` with which a connection begins. */
export const startupOptions = (settings: Readonly<Record<string, string>>): string =>
  Object.entries(settings)
    .map(([name, value]) => `-c ${name}=${escaped(value)}`)
    .join(' ')

/** The `options` of every connection of Parley's; further ones go behind them. */
export const sessionOptions = startupOptions(sessionSettings)
