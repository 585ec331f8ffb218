import { dirname, join } from 'node:path'
import { importsOf } from './imports.ts'
import type { Workspace } from './workspace.ts'

/** Which file imports which, or which package lists which, all named relative to the root. */
type ImportGraph = ReadonlyMap<string, ReadonlyArray<string>>

/** Packages and those of ours that they list, for use or for their tests. */
export const packageGraph = ({ packages }: Workspace): ImportGraph =>
  new Map(
    packages.map((pkg) => [
      pkg.folder,
      packages.filter((other) => other !== pkg && pkg.listed.has(other.name)).map(({ folder }) => folder),
    ]),
  )

/** Files and those of the workspace that they import. */
export const importGraph = (workspace: Workspace): ImportGraph => {
  const files = new Set(workspace.files)
  const entries = new Map(
    workspace.packages.flatMap((pkg) =>
      [...pkg.exports].map(([path, file]) => [join(pkg.name, path), file] as const),
    ),
  )
  const target = (file: string, specifier: string): string | undefined =>
    specifier.startsWith('.') ? join(dirname(file), specifier) : entries.get(specifier)
  return new Map(
    workspace.files.map((file) => {
      const targets = importsOf(workspace.root, file)
        .map(({ specifier }) => target(file, specifier))
        .filter((found) => found !== undefined)
      return [file, [...new Set(targets)].filter((found) => files.has(found))] as const
    }),
  )
}

/**
 * Circles of imports, each once, as the files or packages along it. Types count: two files that need each other's
 * types are one thing in two places. Walks depth first: a file met again on the way that led to it closes a circle.
 */
export const circles = (graph: ImportGraph): ReadonlyArray<ReadonlyArray<string>> => {
  const found: Array<ReadonlyArray<string>> = []
  const done = new Set<string>()
  const way: Array<string> = []
  const visit = (file: string): void => {
    const met = way.indexOf(file)
    if (met >= 0) found.push(way.slice(met))
    if (met >= 0 || done.has(file)) return
    way.push(file)
    for (const next of graph.get(file) ?? []) visit(next)
    way.pop()
    done.add(file)
  }
  for (const file of graph.keys()) visit(file)
  return found
}

export const describeCircle = (files: ReadonlyArray<string>): string =>
  `A circle: ${[...files, files[0] ?? ''].join('\n    imports ')}`
