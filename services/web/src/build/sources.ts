import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Everything that the built page depends on, relative to the root of the project. */
const sources = [
  'services/web/package.json',
  'services/web/index.html',
  'services/web/public/*',
  'services/web/src/build/*.ts',
  'services/web/src/page/**/*.{ts,tsx,css,svg}',
  'packages/{client,protocol,domain}/package.json',
  'packages/{client,protocol,domain}/src/**/*.ts',
  // Names the version of everything that comes from elsewhere.
  'pnpm-lock.yaml',
]

/** A name for the sources as they are: the same for the same names and bytes, another for any other. */
export const hashOfSources = (root: string): string => {
  const hash = createHash('sha256')
  const files = globSync(sources, { cwd: root }).toSorted()
  for (const file of files.filter((name) => existsSync(join(root, name)))) {
    const bytes = readFileSync(join(root, file))
    hash.update(`${file}\0${bytes.length}\0`).update(bytes)
  }
  return hash.digest('hex').slice(0, 16)
}
