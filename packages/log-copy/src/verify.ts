import type { Position } from '@parley/domain'
import * as E from 'fp-ts/lib/Either.js'
import { digestOf } from './chain.ts'
import type { CopyError } from './error.ts'
import type { CopySide } from './pages.ts'
import { eachStream, streamStateOf, streamStateText } from './stream-state.ts'
import { surveyed } from './survey.ts'

/** The digest of a log as it is read now, up to a position or its end. */
export const digest = async (
  side: CopySide,
  upTo: Position | undefined,
  looked: (events: number) => CopyError | undefined,
): Promise<E.Either<CopyError, string>> => {
  const survey = await surveyed(side, upTo, looked)
  if (E.isLeft(survey)) return survey
  const { chains } = survey.right
  const states = new Map<string, string>()
  const asked = await eachStream(chains.keys(), async (stream) =>
    E.map((found: Parameters<typeof streamStateText>[0]) => {
      states.set(stream, streamStateText(found))
    })(await streamStateOf(side, stream)),
  )
  return E.isLeft(asked) ? asked : E.right(digestOf(chains, states))
}
