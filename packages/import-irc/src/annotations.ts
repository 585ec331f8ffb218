import { linesOf, type Problem, textOf } from '@parley/import-kit'

/** For a line (from 0) the line that it answers. */
export type Annotations = ReadonlyMap<number, number>

const pair = /^(\d+) (\d+) -\s*$/

/**
 * Reads an annotation file: `A B -` says that line B answers line A, `A A -` that a conversation begins. Where a line
 * answers several, the latest of them counts.
 */
export const readAnnotations = (
  file: string,
  bytes: Uint8Array,
): { readonly answers: Annotations; readonly problems: ReadonlyArray<Problem> } => {
  const answers = new Map<number, number>()
  const problems: Problem[] = []
  for (const [index, raw] of linesOf(bytes).entries()) {
    const [, first, second] = pair.exec(textOf(raw).text) ?? []
    if (first === undefined)
      problems.push({ file, line: index + 1, what: 'not of the form `A B -`', consequence: 'skipped' })
    const earlier = Math.min(Number(first), Number(second))
    const later = Math.max(Number(first), Number(second))
    if (earlier < later) answers.set(later, Math.max(earlier, answers.get(later) ?? 0))
  }
  return { answers, problems }
}
