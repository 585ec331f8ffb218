import { configDefaults, defineConfig } from 'vitest/config'

/** The short tests, for every change. The long ones, fuzz by the thousand and soaks, are run by `pnpm test:long`. */
const long = process.env['PARLEY_LONG_TESTS'] === '1'
/** Engines whose log is one that all of them share, and some tests of them want it to stand still. */
const shared =
  process.env['PARLEY_TEST_LOG'] === 'eventstoredb' && (process.env['EVENTSTORE_TEST_URL'] ?? '') !== ''

/** These are about processes, and what one does when it ends: each file has one of its own. */
const ownProcess = ['packages/embedded-postgres', 'services/web']
/** These put a module in another's place, for all that is loaded after them. */
const replacesModules = [
  'packages/domain/test/permissions/new-type.test.ts',
  'packages/engine/test/leaving.test.ts',
  'packages/live/test/audience.test.ts',
  'packages/read-models/test/access.test.ts',
  'packages/read-models/test/permitted.test.ts',
]
const filesOf = (folder: string): string =>
  `${folder}/test/**/*${long ? '.long.test.{ts,tsx}' : '.test.{ts,tsx}'}`
const exclude = [...configDefaults.exclude, ...(long ? [] : ['**/*.long.test.{ts,tsx}'])]

/** A test waits for what it is about, as long as a busy machine needs: only one that hangs takes so many milliseconds. */
const hangs = 120_000

export default defineConfig({
  test: {
    globalSetup: ['packages/embedded-postgres/src/testing/global-setup.ts'],
    testTimeout: long ? 30 * 60_000 : hangs,
    hookTimeout: hangs,
    expect: { poll: { timeout: hangs / 2 } },
    // Fixed, so that a run takes the same way on every machine; the tests start servers and browsers beside them.
    maxWorkers: shared ? 1 : 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'together',
          include: ['packages/*', 'services/*'].map(filesOf),
          exclude: [...exclude, ...ownProcess.map((folder) => `${folder}/**`), ...replacesModules],
          // To load what nearly all of them load, for each file anew, takes longer than the tests do. On a log that
          // they share each file has a tenant of its own, and so what it loads for itself.
          isolate: shared,
        },
      },
      {
        extends: true,
        test: {
          name: 'apart',
          include: [...ownProcess.map(filesOf), ...(long ? [] : replacesModules)],
          exclude,
        },
      },
    ],
  },
})
