import { isBuiltin } from 'node:module'
import { dirname, join } from 'node:path'
import { type Import, importsOf } from './imports.ts'
import type { Package, Workspace } from './workspace.ts'

/** What these of our packages may use of ours; the others, whatever they list. */
const inner: ReadonlyMap<string, ReadonlyArray<string>> = new Map([
  ['packages/domain', []],
  ['packages/event-store', ['@parley/domain']],
  ['packages/projection', ['@parley/domain', '@parley/postgres']],
  ['packages/protocol', ['@parley/domain']],
])

/** Pure, or run in browsers: their sources import nothing of Node's, and no socket library that needs it. */
const withoutNode: ReadonlySet<string> = new Set(['packages/domain', 'packages/protocol', 'packages/client'])

/** The imports that cross a boundary, each as a line that says where and why. */
export const brokenBoundaries = (workspace: Workspace): ReadonlyArray<string> =>
  workspace.packages.flatMap((pkg) => [
    ...brokenListing(pkg),
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
const brokenListing = (pkg: Package): ReadonlyArray<string> => {
  const allowed = inner.get(pkg.folder)
  if (allowed === undefined) return []
  return [...pkg.listed]
    .filter((name) => name.startsWith('@parley/') && !allowed.includes(name))
    .map((name) => `${pkg.folder}/package.json lists ${name}: ${onlyOf(pkg.folder, allowed)}`)
}

const onlyOf = (folder: string, allowed: ReadonlyArray<string>): string =>
  `${folder} uses ${allowed.length === 0 ? 'nothing' : `only ${allowed.join(', ')}`} of ours`

const whyNot = (workspace: Workspace, pkg: Package, { file, specifier }: Import): string | null => {
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
  if (ours !== undefined) return whyNotOurs(pkg, ours, specifier)
  const listed = pkg.listed.has(name) || (!isSource && workspace.shared.has(name))
  return listed ? null : `${pkg.folder}/package.json does not list ${name}`
}

const whyNotOurs = (pkg: Package, other: Package, specifier: string): string | null => {
  const allowed = inner.get(pkg.folder)
  if (pkg !== other && allowed !== undefined && !allowed.includes(other.name))
    return onlyOf(pkg.folder, allowed)
  if (other.folder.startsWith('services/') && pkg.folder.startsWith('packages/')) {
    return 'packages never import services'
  }
  if (pkg !== other && !pkg.listed.has(other.name))
    return `${pkg.folder}/package.json does not list ${other.name}`
  const path = `.${specifier.slice(other.name.length)}`
  return other.exports.has(path) ? null : `${other.name} does not export ${path}`
}
