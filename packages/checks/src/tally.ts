import * as t from 'io-ts'

/** A test that did not run, and why, as far as it says. */
const Skipped = t.strict({ test: t.string, why: t.string }, 'Skipped')

/** What a run of tests came to. `failed` counts broken files and errors outside of tests too. */
export const Tally = t.strict(
  { passed: t.number, failed: t.number, skipped: t.readonlyArray(Skipped) },
  'Tally',
)
export type Tally = t.TypeOf<typeof Tally>

/** The tests that were skipped, one line for each reason in each file. */
export const skippedLines = (tally: Tally): ReadonlyArray<string> => {
  const reasons = Map.groupBy(tally.skipped, ({ test, why }) => `${test.split(' > ')[0] ?? ''}: ${why}`)
  return [...reasons].map(([reason, tests]) => `skipped ${tests.length} in ${reason}`)
}
