import { configDefaults, defineConfig } from 'vitest/config'

/** The short tests, for every change. The long ones, fuzz by the thousand and soaks, are run by `pnpm test:long`. */
const long = process.env['PARLEY_LONG_TESTS'] === '1'
/** Engines whose log is one that all of them share, and some tests of them want it to stand still. */
const shared =
  process.env['PARLEY_TEST_LOG'] === 'eventstoredb' && (process.env['EVENTSTORE_TEST_URL'] ?? '') !== ''

export default defineConfig({
  test: {
    include: ['packages/*/test/**/*', 'services/*/test/**/*'].map(
      (folder) => `${folder}${long ? '.long.test.{ts,tsx}' : '.test.{ts,tsx}'}`,
    ),
    exclude: [...configDefaults.exclude, ...(long ? [] : ['**/*.long.test.{ts,tsx}'])],
    globalSetup: ['packages/embedded-postgres/src/testing/global-setup.ts'],
    testTimeout: long ? 30 * 60_000 : 30_000,
    hookTimeout: 60_000,
    // A condition is waited for as long as a busy machine may need; one second is not that.
    expect: { poll: { timeout: 15_000 } },
    // Fixed, so that a run takes the same way on every machine; the tests start servers and browsers beside them.
    maxWorkers: shared ? 1 : 2,
  },
})
