import { skippedLines, type Tally } from './tally.ts'

/** Prints what was skipped and why, and then, as the last line, the counts. Sets the exit code: 1 if anything failed. */
export const conclude = (tally: Tally): void => {
  for (const line of skippedLines(tally)) console.log(line)
  console.log(`${tally.passed} passed, ${tally.failed} failed, ${tally.skipped.length} skipped`)
  process.exitCode = tally.failed === 0 ? 0 : 1
}
