import type { Position } from '@parley/domain'
import * as E from 'fp-ts/lib/Either.js'
import type { Chains } from './chain.ts'
import type { CopyError } from './error.ts'
import type { CopySide } from './pages.ts'
import { type Survey, surveyed } from './survey.ts'

/** The source as it was looked through, and what the target has not of it. */
export interface Missing extends Survey {
  readonly missing: number
  /** All that is missing lies after this position; absent: from the beginning. */
  readonly after: Position | undefined
}

/**
 * Looks the source through beside what the target holds: of each stream that must be a beginning of the source's, to
 * the letter, or nothing may be added.
 */
export const missingIn = async (
  there: Chains,
  source: CopySide,
  looked: (events: number) => CopyError | undefined,
): Promise<E.Either<CopyError, Missing>> => {
  let missing = 0
  let after: Position | undefined
  const survey = await surveyed(source, undefined, looked, (event, { hash }) => {
    const held = there.get(event.stream)
    if (held === undefined || event.revision > held.revision) missing += 1
    else if (event.revision === held.revision && hash !== held.hash)
      return { _tag: 'Differs', stream: event.stream, what: `up to revision ${held.revision}` }
    if (missing === 0) after = event.position
    return undefined
  })
  if (E.isLeft(survey)) return survey
  for (const [stream, { revision }] of there) {
    const last = survey.right.chains.get(stream)?.revision ?? -1
    if (last < revision)
      return E.left({ _tag: 'Differs', stream, what: `it goes on to revision ${revision}, not ${last}` })
  }
  return E.right({ ...survey.right, missing, after })
}
