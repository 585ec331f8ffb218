import { isBuiltin } from 'node:module'
import { dirname, join } from 'node:path'
import { type Import, importsOf } from './imports.ts'
import { hasLayer, isDoor, mayDoorUse, mayUse } from './layers.ts'
import type { Package, Workspace } from './workspace.ts'

/** Pure, or run in browsers: their sources import nothing of Node's, and no socket library that needs it. */
const withoutNode: ReadonlySet<string> = new Set([
  'packages/domain',
  'packages/contract',
  'packages/protocol',
  'packages/client',
])

const domain = 'packages/domain'

/** The imports that cross a boundary, each as a line that says where and why. */
export const brokenBoundaries = (workspace: Workspace): ReadonlyArray<string> =>
  workspace.packages.flatMap((pkg) => [
    ...brokenListing(workspace, pkg),
    ...workspace.files
      .filter((file) => file.startsWith(`${pkg.folder}/`))
      .flatMap((file) => importsOf(workspace.root, file))
      .flatMap((imported) => {
        const why = whyNot(workspace, pkg, imported)
        return why === null
          ? []
          : [`${imported.file}:${imported.line} imports '${imported.specifier}': ${why}`]
      }),
  ])

/** What a package lists is judged too, so that the rule holds before anything is imported. */
const brokenListing = (workspace: Workspace, pkg: Package): ReadonlyArray<string> => {
  if (!hasLayer(pkg.folder))
    return [`${pkg.folder} stands in no layer: packages/checks/src/layers.ts has them`]
  return workspace.packages
    .filter((other) => pkg.listed.has(other.name) && !mayUse(pkg.folder, other.folder))
    .map((other) => `${pkg.folder}/package.json lists ${other.name}: ${notBelow(pkg, other)}`)
}

const notBelow = (pkg: Package, other: Package): string =>
  `${other.folder} is in no layer that ${pkg.folder} may use (packages/checks/src/layers.ts)`

const whyNot = (workspace: Workspace, pkg: Package, imported: Import): string | null => {
  const { file, specifier } = imported
  if (specifier.startsWith('.')) {
    const inside = join(dirname(file), specifier).startsWith(`${pkg.folder}/`)
    return inside ? null : 'it reaches out of its package; import the other one by its name'
  }
  const isSource = file.startsWith(`${pkg.folder}/src/`)
  if (specifier.startsWith('node:')) {
    const pure = isSource && withoutNode.has(pkg.folder)
    return pure ? `${pkg.folder} also runs where there is no Node` : null
  }
  if (isBuiltin(specifier)) return `write it as 'node:${specifier}'`
  const name = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/')
  if (name === 'ws' && isSource && withoutNode.has(pkg.folder)) return `${pkg.folder} also runs in browsers`
  if (name === pkg.name && isSource) return 'a package imports its own files by their path'
  const ours = workspace.packages.find((other) => other.name === name)
  if (ours !== undefined) {
    const why = whyNotOurs(pkg, ours, specifier)
    return why ?? (isSource && isDoor(pkg.folder) ? whyNoDoor(pkg, ours, imported) : null)
  }
  const listed = pkg.listed.has(name) || (!isSource && workspace.shared.has(name))
  return listed ? null : `${pkg.folder}/package.json does not list ${name}`
}

const whyNoDoor = (door: Package, other: Package, { typesOnly }: Import): string | null => {
  const isAllowed = mayDoorUse(other.folder) && (other.folder !== domain || typesOnly)
  return isAllowed
    ? null
    : `${door.folder} is a door: it takes types of the domain, and asks the engine for all else`
}

const whyNotOurs = (pkg: Package, other: Package, specifier: string): string | null => {
  if (pkg !== other && !mayUse(pkg.folder, other.folder)) return notBelow(pkg, other)
  if (pkg !== other && !pkg.listed.has(other.name))
    return `${pkg.folder}/package.json does not list ${other.name}`
  const path = `.${specifier.slice(other.name.length)}`
  return other.exports.has(path) ? null : `${other.name} does not export ${path}`
}
