import { runChecks } from './checks.ts'
import { root } from './root.ts'
import { runTests } from './run-tests.ts'
import { serverLines } from './servers.ts'
import { conclude } from './summary.ts'

/** All checks and all short tests. Further arguments are vitest's: the name of a file, `-t` and a title. */
const checked = await runChecks(root)
const tested = await runTests(root, process.argv.slice(2))
for (const line of serverLines(process.env)) console.log(line)
conclude({
  passed: checked.passed + tested.passed,
  failed: checked.failed + tested.failed,
  skipped: tested.skipped,
})
