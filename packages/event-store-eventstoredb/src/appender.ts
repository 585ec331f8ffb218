import { Revision } from '@parley/domain'
import type { AppendError, Appended, Corrupt, ExpectedRevision, NewEvent } from '@parley/event-store'
import * as E from 'fp-ts/lib/Either.js'
import type { AppendSender } from './append-sender.ts'
import type { AppendResponse } from './append-response.ts'
import { encode } from './encoded.ts'
import type { KnownStream } from './known-ids.ts'
import type { Retry } from './retry.ts'
import type { Unread } from './reader.ts'
import { Contention } from './contention.ts'
import { knownOf } from './stream-ids.ts'
import type { StreamIds } from './stream-ids.ts'

type Outcome = E.Either<AppendError, Appended>
type Written = AppendResponse & { readonly _tag: 'written' }

interface Attempt {
  readonly stream: string
  readonly expected: ExpectedRevision
  readonly events: ReadonlyArray<NewEvent>
  readonly retry: Retry
  /** Whether the stream has to be read before anything is sent. */
  look: boolean
  /** Whether the events may have been written by an earlier try. */
  doubt: boolean
  /** Where the stream stood when the server said that it is not as expected. */
  conflict: number | undefined
  /** What that was said to. */
  refusedAt: ExpectedRevision | undefined
  /** How often it was said. */
  conflicts: number
}

/** How often an append that expects nothing tries to find the end of its stream before others do. */
const mostConflicts = 500

/** Where to send the events, going by what is known of the stream. */
const target = ({ expected }: Attempt, known: KnownStream | undefined): ExpectedRevision => {
  if (expected !== 'any' || known?.last === undefined) return expected
  return Revision.is(known.last) ? known.last : 'no-stream'
}

/** Sends each append until it is known what became of it, also where an answer is lost or says nothing for sure. */
export class Appender {
  readonly #sender: AppendSender
  readonly #ids: StreamIds
  readonly #most: number
  readonly #visibility: () => Retry
  readonly #contention = new Contention()

  /** `most`: bytes of one append. `visibility`: how long what was written may take to be read. */
  constructor(sender: AppendSender, ids: StreamIds, most: number, visibility: () => Retry) {
    this.#visibility = visibility
    this.#sender = sender
    this.#ids = ids
    this.#most = most
  }

  /** Never rejects. Not to be called again for the same stream before it has answered. */
  async append(
    stream: string,
    expected: ExpectedRevision,
    events: ReadonlyArray<NewEvent>,
    retry: Retry,
  ): Promise<Outcome> {
    const encoded = encode(events)
    if (encoded.bytes > this.#most)
      return E.left({ _tag: 'TooLarge', bytes: encoded.bytes, most: this.#most })
    const known = this.#ids.known.get(stream)
    // Where the stream must not be there, or its end is known, the server's own check is enough.
    const sure =
      known === undefined ? expected === 'no-stream' : expected === 'any' || known.last === expected
    const start = { look: !sure, doubt: false, conflict: undefined, refusedAt: undefined, conflicts: 0 }
    const attempt: Attempt = { stream, expected, events, retry, ...start }
    if (expected === 'any') await this.#contention.rest(stream)
    for (;;) {
      const destination = await this.#destination(attempt)
      if (E.isLeft(destination)) return destination
      if (typeof destination.right === 'object') return E.right(destination.right)
      const sentAt = performance.now()
      const answer = await this.#sender.send(stream, destination.right, encoded)
      attempt.look = true
      switch (answer._tag) {
        case 'written':
          if (expected === 'any') this.#contention.won(stream, performance.now() - sentAt)
          return this.#written(attempt, answer)
        case 'conflict':
          if (expected === 'any') this.#contention.lost(stream)
          // Others were quicker. The same answer again says that what stands in the way is still there, and no more.
          if (answer.actual !== attempt.conflict) retry.restart()
          attempt.conflict = answer.actual
          attempt.refusedAt = destination.right
          attempt.conflicts += 1
          if (attempt.conflicts < mostConflicts) break
          return E.left({
            _tag: attempt.doubt ? 'InDoubt' : 'Unavailable',
            cause: `others were quicker at ${stream}, ${mostConflicts} times in a row`,
          })
        case 'refused':
        case 'in-doubt':
          attempt.doubt ||= answer._tag === 'in-doubt'
          if (await retry.again()) break
          return E.left({ _tag: attempt.doubt ? 'InDoubt' : 'Unavailable', cause: answer.cause })
        case 'deleted':
          return E.left({ _tag: 'StreamDeleted', stream })
        case 'denied':
          return E.left({ _tag: attempt.doubt ? 'InDoubt' : 'AccessDenied', cause: answer.cause })
        case 'too-large':
          return E.left({ _tag: 'TooLarge', bytes: encoded.bytes, most: answer.most })
      }
    }
  }

  /**
   * Where to send the events, or where they stand already. Whoever expects nothing of the stream is sent to its end
   * as a revision: so a try that comes late, behind one that was sent after it, is refused.
   */
  async #destination(attempt: Attempt): Promise<E.Either<AppendError, ExpectedRevision | Appended>> {
    const { stream, expected, events } = attempt
    let known = this.#ids.known.get(stream)
    // What is remembered is not answered with unseen: another process may have deleted the stream.
    if (attempt.look || (known !== undefined && knownOf(known, events).length > 0)) {
      const looked = await this.#lookTo(attempt)
      if (E.isLeft(looked)) return looked
      known = looked.right
    }
    const there = known === undefined ? [] : knownOf(known, events)
    if (there.length === events.length) {
      const last = there.reduce((a, b) => (b.revision > a.revision ? b : a))
      const found = await this.#ids.where(stream, last, attempt.retry)
      return E.isLeft(found)
        ? E.left(this.#unread(attempt, found.left))
        : E.right({ ...found.right, repeated: true })
    }
    const next = target(attempt, known)
    const conflict = attempt.conflict !== undefined && (expected !== 'any' || next === attempt.refusedAt)
    if (there.length === 0 && !conflict) return E.right(next)
    // What stands in the way and can't be read yet may be what an earlier try of ours wrote.
    if (attempt.doubt && (attempt.conflict ?? -1) > (known?.last ?? -1))
      return E.left({
        _tag: 'InDoubt',
        cause: `what stands at ${attempt.conflict} of ${stream} can't be read`,
      })
    const last = Math.max(known?.last ?? -1, attempt.conflict ?? -1)
    // Nothing was expected that could be wrong. The server has begun to write what can't be read: where it can't be
    // replicated, as when a leader lost its followers, it comes to nothing, and then there is room again.
    if (expected === 'any' && there.length === 0) {
      if (await attempt.retry.again()) return E.right(next)
      const cause = `what stands at ${attempt.conflict} of ${stream} can't be read`
      return E.left({ _tag: attempt.doubt ? 'InDoubt' : 'Unavailable', cause })
    }
    return E.left({ _tag: 'WrongRevision', stream, expected, actual: Revision.is(last) ? last : 'no-stream' })
  }

  /**
   * Looks, after a conflict until what stood in the way is seen: the server refuses by what it has begun to write,
   * and lets that be read a little later. It may be our own events. Of a softly deleted stream nothing ever is.
   */
  async #lookTo(attempt: Attempt): Promise<E.Either<AppendError, KnownStream>> {
    const { stream, retry, conflict = -1 } = attempt
    const visible = this.#visibility()
    for (;;) {
      const looked = await this.#ids.look(stream, retry)
      if (E.isLeft(looked)) return E.left(this.#unread(attempt, looked.left))
      if ((looked.right.last ?? conflict) >= conflict || !(await visible.again())) return looked
    }
  }

  async #written(attempt: Attempt, { revision, position }: Written): Promise<Outcome> {
    const { stream, events } = attempt
    const first = revision - events.length + 1
    const ids = events.map(({ id }, n) => ({
      id,
      revision: first + n,
      position: first + n === revision ? position : undefined,
    }))
    const known = this.#ids.known.get(stream)
    this.#ids.known.learn(stream, ids, revision, (known?.last ?? -1) < first - 1)
    // The server says no position where it knew the events again: it is read, then.
    const found = await this.#ids.where(stream, { revision, position }, attempt.retry)
    return E.isLeft(found) ? E.left(this.#unread({ ...attempt, doubt: true }, found.left)) : found
  }

  #unread({ stream, doubt }: Attempt, unread: Unread | Corrupt): AppendError {
    if (unread._tag === 'deleted') return { _tag: 'StreamDeleted', stream }
    // Whoever may not look can't find out what became of it either.
    const hidden = unread._tag === 'Unavailable' || unread._tag === 'AccessDenied'
    return hidden && doubt ? { _tag: 'InDoubt', cause: unread.cause } : unread
  }
}
