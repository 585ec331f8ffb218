import { runChecks } from './checks.ts'
import { root } from './root.ts'
import { conclude } from './summary.ts'

conclude(await runChecks(root))
