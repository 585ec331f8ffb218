import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { PathReporter } from 'io-ts/lib/PathReporter.js'

const Dependencies = t.record(t.string, t.string)

const Manifest = t.intersection([
  t.strict({ name: t.string }),
  t.partial({
    exports: t.record(t.string, t.string),
    dependencies: Dependencies,
    devDependencies: Dependencies,
    optionalDependencies: Dependencies,
  }),
])

/** A package of ours, as its package.json has it. */
export interface Package {
  readonly name: string
  /** Relative to the root: `packages/domain`. */
  readonly folder: string
  /** What others may import: `.`, `./testing`, each with its file relative to the root. */
  readonly exports: ReadonlyMap<string, string>
  /** Everything that it lists, for use or for its own tests. */
  readonly listed: ReadonlySet<string>
}

export interface Workspace {
  readonly root: string
  readonly packages: ReadonlyArray<Package>
  /** What the root lists is there for every package's tests. */
  readonly shared: ReadonlySet<string>
  /** The source and test files of all packages, relative to the root. */
  readonly files: ReadonlyArray<string>
}

/** Reads the packages under `packages/` and `services/`. Throws where a package.json can't be read. */
export const readWorkspace = (root: string): Workspace => {
  const manifests = globSync('{packages,services}/*/package.json', { cwd: root }).toSorted()
  const packages = manifests.map((file) => asPackage(root, file))
  const files = packages.flatMap(({ folder }) =>
    globSync(`${folder}/{src,test}/**/*.{ts,tsx}`, { cwd: root }).filter((f) => !f.includes('node_modules')),
  )
  const shared = existsSync(join(root, 'package.json'))
    ? listedIn(readManifest(join(root, 'package.json')))
    : []
  return { root, packages, shared: new Set(shared), files: files.toSorted() }
}

const asPackage = (root: string, file: string): Package => {
  const manifest = readManifest(join(root, file))
  const folder = dirname(file)
  const exported = Object.entries(manifest.exports ?? {}).map(
    ([path, target]) => [path, relative('.', join(folder, target))] as const,
  )
  return { name: manifest.name, folder, exports: new Map(exported), listed: new Set(listedIn(manifest)) }
}

const readManifest = (file: string): t.TypeOf<typeof Manifest> => {
  const manifest = Manifest.decode(JSON.parse(readFileSync(file, 'utf8')))
  if (E.isRight(manifest)) return manifest.right
  throw new Error(`${file}: ${PathReporter.report(manifest).join('; ')}`)
}

const listedIn = (manifest: t.TypeOf<typeof Manifest>): ReadonlyArray<string> =>
  [manifest.dependencies, manifest.devDependencies, manifest.optionalDependencies].flatMap((listed) =>
    Object.keys(listed ?? {}),
  )
