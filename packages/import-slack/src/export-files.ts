import type { Either } from 'fp-ts/lib/Either.js'

/** The files of an export, wherever they lie: in a folder, or packed in one file. */
export interface ExportFiles {
  /** Their paths, with `/` between, such as `general/2024-01-31.json`. */
  readonly names: ReadonlyArray<string>
  /** What is in one of them; left: why that can't be had, in words. */
  readonly read: (name: string) => Promise<Either<string, Uint8Array>>
}

/** The same, where all lies in one folder that was packed along: without that folder's name. */
export const fromTop = ({ names, read }: ExportFiles): ExportFiles => {
  const ours = names.filter((name) => !/(^|\/)(__MACOSX|\.[^/]*)(\/|$)/.test(name))
  const top = ours.find((name) => /^[^/]+\/users\.json$/.test(name))?.replace('users.json', '')
  if (top === undefined || !ours.every((name) => name.startsWith(top))) return { names: ours, read }
  return { names: ours.map((name) => name.slice(top.length)), read: (name) => read(top + name) }
}
