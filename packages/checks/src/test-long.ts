import { root } from './root.ts'
import { runTests } from './run-tests.ts'
import { serverLines } from './servers.ts'
import { conclude } from './summary.ts'

/** The long tests alone: fuzz by the thousand, kills, soaks. Further arguments are vitest's. */
const tested = await runTests(root, process.argv.slice(2), { PARLEY_LONG_TESTS: '1' })
for (const line of serverLines(process.env)) console.log(line)
conclude(tested)
