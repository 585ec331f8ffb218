import type { StreamMetadata } from '@parley/event-store'
import * as E from 'fp-ts/lib/Either.js'
import type { CopyError } from './error.ts'
import type { Place } from './pages.ts'

/** What a stream is, beside its events. */
export type Standing = 'deleted' | StreamMetadata

export const standingOf = async (
  { side, store }: Pick<Place, 'side' | 'store'>,
  stream: string,
): Promise<E.Either<CopyError, Standing>> => {
  const metadata = await store.streamMetadata(stream)()
  if (E.isRight(metadata)) return metadata
  if (metadata.left._tag === 'StreamDeleted') return E.right('deleted')
  return E.left({ _tag: 'StoreFailed', side, error: metadata.left })
}

/** The same text for the same standing. */
export const standingText = (standing: Standing): string =>
  standing === 'deleted'
    ? standing
    : JSON.stringify([standing.maxAge ?? null, standing.maxCount ?? null, standing.truncateBefore ?? null])

/** So many streams are asked about at once. */
const together = 16

/** Does the work for every stream, a few at a time, until one fails. */
export const eachStream = async (
  streams: Iterable<string>,
  work: (stream: string) => Promise<E.Either<CopyError, void>>,
): Promise<E.Either<CopyError, void>> => {
  const waiting = [...streams].values()
  let outcome: E.Either<CopyError, void> = E.right(undefined)
  const worker = async (): Promise<void> => {
    for (const stream of waiting) {
      if (E.isLeft(outcome)) return
      const done = await work(stream)
      if (E.isLeft(done)) outcome = done
    }
  }
  await Promise.all(Array.from({ length: together }, worker))
  return outcome
}
