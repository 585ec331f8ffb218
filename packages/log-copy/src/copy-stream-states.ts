import * as E from 'fp-ts/lib/Either.js'
import type { Chains } from './chain.ts'
import type { CopyError } from './error.ts'
import type { CopySide } from './pages.ts'
import { eachStream, streamStateOf, streamStateText } from './stream-state.ts'

/** Gives the target's streams the metadata that the source's have, and deletes those that are deleted there. */
export const copyStreamStates = (
  source: CopySide,
  target: CopySide,
  chains: Chains,
): Promise<E.Either<CopyError, void>> =>
  eachStream(chains.keys(), async (stream) => {
    const [from, to] = [await streamStateOf(source, stream), await streamStateOf(target, stream)]
    if (E.isLeft(from)) return from
    if (E.isLeft(to)) return to
    if (streamStateText(from.right) === streamStateText(to.right)) return E.right(undefined)
    if (to.right === 'deleted') return E.left({ _tag: 'Differs', stream, what: 'it was deleted' })
    const written =
      from.right === 'deleted'
        ? await target.store.deleteStream(stream, chains.get(stream)?.revision ?? 'no-stream')()
        : await target.store.setStreamMetadata(stream, from.right)()
    return E.isLeft(written)
      ? E.left({ _tag: 'StoreFailed', side: 'target', error: written.left })
      : E.right(undefined)
  })
