import type { AppendError, Appended } from '@parley/event-store'
import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'

/** Waits before the n-th (from 0) further try of something that failed for outer reasons. */
export type Pause = (n: number) => Promise<void>

const attempts = 6

/**
 * Appends; where no answer comes, appends the same events again, which by their ids changes nothing, until there
 * is one, or it is given up. After a doubt only what says where the events are, or that they can't come to be there any more, is an
 * answer; `InDoubt` if there is none.
 */
export const settle = async (
  append: () => TaskEither<AppendError, Appended>,
  pause: Pause,
  over: AbortSignal,
): Promise<E.Either<AppendError, Appended>> => {
  const first = await append()()
  if (E.isRight(first) || first.left._tag !== 'InDoubt') return first
  for (let n = 0; n < attempts; n++) {
    await pause(n)
    if (over.aborted) return first
    const again = await append()()
    if (E.isRight(again) || again.left._tag === 'WrongRevision' || again.left._tag === 'StreamDeleted')
      return again
  }
  return first
}
