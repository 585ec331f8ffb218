import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { checkChannelTypes } from './channel-types.ts'
import { checkImports } from './check-imports.ts'
import { checkCitations } from './citations.ts'
import { checkInventory } from './inventory.ts'
import { checkNames } from './names.ts'
import type { Outcome } from './outcome.ts'
import { checkPaths } from './paths.ts'
import { checkRules } from './rules.ts'
import { runTool } from './run-tool.ts'
import type { Tally } from './tally.ts'

interface Check {
  readonly name: string
  readonly run: () => Promise<Outcome>
}

/** Everything that is checked without running the program, in the order in which it is most useful to read. */
export const checks = (root: string): ReadonlyArray<Check> => {
  const tool = (name: string, ...command: ReadonlyArray<string>): Check => ({
    name,
    run: () => runTool(root, command),
  })
  const types = (name: string, project: string): ReadonlyArray<Check> =>
    existsSync(join(root, project)) ? [tool(name, 'tsc', '-p', project)] : []
  return [
    tool('types', 'tsc', '-p', '.'),
    ...types('types of the page', 'services/web/tsconfig.json'),
    ...types("types of the page's tests", 'services/web/test/tsconfig.json'),
    tool('format', 'biome', 'format', '--reporter=summary', '.'),
    tool('lint', 'oxlint', '--type-aware', '--deny-warnings', '--format=unix', '.'),
    { name: 'imports', run: async () => checkImports(root) },
    { name: 'rules', run: async () => checkRules(root) },
    { name: 'inventory', run: async () => checkInventory(root) },
    { name: 'channel types', run: async () => checkChannelTypes(root) },
    { name: 'citations', run: async () => checkCitations(root) },
    { name: 'paths', run: async () => checkPaths(root) },
    { name: 'names', run: async () => checkNames(root) },
    tool('unused', 'knip', '--no-progress', '--no-config-hints', '--max-show-issues=15'),
  ]
}

/** Runs all of them, printing a line each as it ends, and the output of those that fail. */
export const runChecks = async (root: string): Promise<Tally> => {
  let failed = 0
  const all = checks(root)
  for (const { name, run } of all) {
    const began = performance.now()
    const { ok, output } = await run()
    const took = ((performance.now() - began) / 1000).toFixed(1)
    console.log(`${ok ? 'ok    ' : 'failed'} ${name} (${took} s)`)
    if (!ok) {
      failed += 1
      console.log(output.replaceAll(/^/gm, '    '))
    }
  }
  return { passed: all.length - failed, failed, skipped: [] }
}
