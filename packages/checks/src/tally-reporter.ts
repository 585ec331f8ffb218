import { writeFileSync } from 'node:fs'
import type { Reporter, TestModule } from 'vitest/node'
import type { Tally } from './tally.ts'

/** Writes the run's tally as JSON to the file that `PARLEY_TALLY` names, at the end of a run that comes to its end. */
export default class TallyReporter implements Reporter {
  onTestRunEnd(modules: ReadonlyArray<TestModule>, errors: ReadonlyArray<unknown>): void {
    const file = process.env['PARLEY_TALLY']
    if (file !== undefined) writeFileSync(file, JSON.stringify(tallied(modules, errors.length)))
  }
}

const tallied = (modules: ReadonlyArray<TestModule>, errors: number): Tally => {
  const tests = modules.flatMap((module) => [...module.children.allTests()])
  const count = (state: string): number => tests.filter((test) => test.result().state === state).length
  // A file or a suite can fail where no test in it did: it does not load, or what runs around its tests throws.
  const suites = modules.flatMap((module) => [module, ...module.children.allSuites()])
  const broken = suites.filter((suite) => suite.errors().length > 0).length
  const skipped = tests.flatMap((test) => {
    const result = test.result()
    if (result.state !== 'skipped') return []
    return [
      { test: `${test.module.relativeModuleId} > ${test.fullName}`, why: result.note ?? 'no reason given' },
    ]
  })
  return { passed: count('passed'), failed: count('failed') + broken + errors, skipped }
}
