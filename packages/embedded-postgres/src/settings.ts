/**
 * `disk`: what is committed survives the loss of power. `none`: it does not, and all is faster; for tests, whose
 * data nobody misses.
 */
export type Durability = 'disk' | 'none'

export type Settings = Readonly<Record<string, string | number>>

/**
 * How the server is set up for chat: many small commits, few connections from a pool, one machine. Loopback
 * alone, and no socket file, so that nothing depends on where the data lies or how long its path is.
 */
export const serverSettings = (port: number, durability: Durability): Settings => ({
  listen_addresses: '127.0.0.1',
  port,
  unix_socket_directories: '',
  cluster_name: 'parley',
  max_connections: 100,
  shared_buffers: '256MB',
  max_wal_size: '2GB',
  wal_compression: 'on',
  log_checkpoints: 'off',
  ...(durability === 'none' ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } : {}),
})

export const asArguments = (settings: Settings): ReadonlyArray<string> =>
  Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
