import type { StreamMetadata } from '@parley/event-store'
import * as E from 'fp-ts/lib/Either.js'
import type { CopyError } from './error.ts'
import type { CopySide } from './pages.ts'

/** What a stream is, beside its events. */
export type StreamState = 'deleted' | StreamMetadata

export const streamStateOf = async (
  { name: side, store }: Pick<CopySide, 'name' | 'store'>,
  stream: string,
): Promise<E.Either<CopyError, StreamState>> => {
  const metadata = await store.streamMetadata(stream)()
  if (E.isRight(metadata)) return metadata
  if (metadata.left._tag === 'StreamDeleted') return E.right('deleted')
  return E.left({ _tag: 'StoreFailed', side, error: metadata.left })
}

/** The same text for the same state. */
export const streamStateText = (state: StreamState): string =>
  state === 'deleted'
    ? state
    : JSON.stringify([state.maxAge ?? null, state.maxCount ?? null, state.truncateBefore ?? null])

/** How many streams are asked about at once. */
const atOnce = 16

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
  await Promise.all(Array.from({ length: atOnce }, worker))
  return outcome
}
