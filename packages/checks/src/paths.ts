import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Outcome } from './outcome.ts'

/** What is written as code, in one line. */
const code = /`([^`\n]+)`/g

/** Where a path of this repository begins. */
const fromRoot = /^(?:packages|services|docs)\/(?!.*\.\.)[\w./-]*$/

/** Its paths are below `packages/` unless they say otherwise: it walks through many of them. */
const walk = 'docs/architecture.md'
const belowPackages = /^[a-z][\w-]*\/[\w./-]*$/

/**
 * Whether the files and folders that pages name are there. The changelog is left out: it tells of what was. A path that
 * a page writes as code begins at the root, or in the walk through the architecture at a package.
 */
export const checkPaths = (root: string): Outcome => {
  const pages = ['*.md', 'docs/**/*.md']
    .flatMap((pattern) => globSync(pattern, { cwd: root }))
    .filter((file) => file !== 'CHANGELOG.md')
    .toSorted()
  const wrong = pages.flatMap((file) =>
    readFileSync(join(root, file), 'utf8')
      .split('\n')
      .flatMap((line, index) =>
        [...line.matchAll(code)]
          .map(([, text = '']) => text)
          .filter((text) => !isThere(root, file, text))
          .map((text) => `${file}:${index + 1} names ${text}, which is not there`),
      ),
  )
  return { ok: wrong.length === 0, output: wrong.join('\n') }
}

const isThere = (root: string, file: string, text: string): boolean => {
  if (fromRoot.test(text)) return existsSync(join(root, text))
  if (file === walk && belowPackages.test(text)) return existsSync(join(root, 'packages', text))
  return true
}
