import type { Position } from '@parley/domain'
import * as E from 'fp-ts/lib/Either.js'
import { digestOf } from './chain.ts'
import type { CopyError } from './error.ts'
import type { Place } from './pages.ts'
import { eachStream, standingOf, standingText } from './standing.ts'
import { surveyed } from './survey.ts'

/** The digest of a log as it is read now, up to a position or its end. */
export const digest = async (
  place: Place,
  upTo: Position | undefined,
  looked: (events: number) => CopyError | undefined,
): Promise<E.Either<CopyError, string>> => {
  const survey = await surveyed(place, upTo, looked)
  if (E.isLeft(survey)) return survey
  const { chains } = survey.right
  const standing = new Map<string, string>()
  const asked = await eachStream(chains.keys(), async (stream) =>
    E.map((found: Parameters<typeof standingText>[0]) => {
      standing.set(stream, standingText(found))
    })(await standingOf(place, stream)),
  )
  return E.isLeft(asked) ? asked : E.right(digestOf(chains, standing))
}
