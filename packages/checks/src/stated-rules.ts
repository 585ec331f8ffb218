import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A rule's number, as the source of a regular expression: `LOG-3`, `LOG-ES-3`. */
export const ruleNumber = '[A-Z]{2,}(?:-[A-Z]+)*-\\d+'

/** Where a rule's number stands. */
export interface Mention {
  /** Relative to the root. */
  readonly file: string
  readonly number: string
}

/** A rule is an item of a list that begins with its number. */
const item = new RegExp(`^- \\*\\*(${ruleNumber})\\*\\* `, 'gm')

/** The rules that `docs/spec` states, in the order in which they stand there. */
export const statedRules = (root: string): ReadonlyArray<Mention> =>
  globSync('docs/spec/*.md', { cwd: root })
    .toSorted()
    .flatMap((file) =>
      [...readFileSync(join(root, file), 'utf8').matchAll(item)].map(([, number]) => ({
        file,
        number: number ?? '',
      })),
    )
