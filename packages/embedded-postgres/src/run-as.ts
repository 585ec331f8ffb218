import type { ServerUser } from './server-user.ts'

/**
 * How to run one of Postgres's programs on a data directory.
 *
 * Started by root it runs as a user who may not enter the folders above its data. On Linux it need not: root puts
 * it into the directory before it changes the user, and it knows the directory by `/proc/self/cwd`, a way that
 * passes no folder on it. So data can lie under `/root`, and no folder has to be opened to others.
 */
export const runAs = (user: ServerUser | null, dataDir: string) => ({
  dataArgument: user !== null && process.platform === 'linux' ? '/proc/self/cwd' : dataDir,
  options: {
    ...user,
    cwd: dataDir,
    // Nothing of ours, PGOPTIONS or a locale say, is to reach the server.
    env: { LC_ALL: 'C', TZ: 'UTC', PATH: '/usr/bin:/bin' },
  },
})
