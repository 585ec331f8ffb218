import { brokenBoundaries } from './boundaries.ts'
import { circles, describeCircle, importGraph, packageGraph } from './circles.ts'
import type { Outcome } from './outcome.ts'
import { readWorkspace, type Workspace } from './workspace.ts'

/** Who may import whom: only layers below, and no file or package itself by way of others. */
export const checkImports = (root: string): Outcome => {
  try {
    return judge(readWorkspace(root))
  } catch (error) {
    return { ok: false, output: error instanceof Error ? error.message : String(error) }
  }
}

const judge = (workspace: Workspace): Outcome => {
  const broken = [
    ...brokenBoundaries(workspace),
    ...circles(packageGraph(workspace)).map(describeCircle),
    ...circles(importGraph(workspace)).map(describeCircle),
  ]
  // A workspace in which no file is found is a check that looks in the wrong place.
  if (workspace.files.length === 0) return { ok: false, output: `No source files under ${workspace.root}` }
  return { ok: broken.length === 0, output: broken.join('\n') }
}
