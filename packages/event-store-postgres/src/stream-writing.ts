import type { AppendError, ExpectedRevision, StreamMetadata } from '@parley/event-store'
import { Revision } from '@parley/domain'
import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import * as t from 'io-ts'
import pg from 'pg'
import { revisionNumber } from './append-statement.ts'
import { failureOf, isInDoubt } from './failures.ts'

/** Writes what a stream is, rather than what happened in it. */
export interface StreamWriting {
  readonly setMetadata: (stream: string, metadata: StreamMetadata) => TE.TaskEither<AppendError, void>
  readonly remove: (stream: string, expected: ExpectedRevision) => TE.TaskEither<AppendError, void>
}

const MetadataSet = t.strict({ was_deleted: t.boolean })
const Removed = t.strict({
  was_deleted: t.boolean,
  actual: t.union([Revision, t.literal(-1)]),
  done: t.boolean,
})

export const streamWriting = (pool: pg.Pool, schema: string): StreamWriting => {
  // Such writes are rare and not repeated by themselves: a cut one is in doubt, and the caller may look.
  const call = async <A>(
    answer: t.Decoder<unknown, A>,
    text: string,
    values: ReadonlyArray<unknown>,
  ): Promise<E.Either<AppendError, A>> => {
    let client
    try {
      client = await pool.connect()
    } catch (error) {
      return E.left(failureOf(error))
    }
    try {
      const { rows } = await client.query<Array<unknown>>({ text, rowMode: 'array', values: [...values] })
      client.release()
      const decoded = answer.decode(rows[0]?.[0])
      return E.isRight(decoded)
        ? E.right(decoded.right)
        : E.left({ _tag: 'Corrupt', cause: `not an answer to ${text}: ${JSON.stringify(rows)}` })
    } catch (error) {
      client.release(true)
      const failure = failureOf(error)
      return E.left(isInDoubt(error) ? { _tag: 'InDoubt', cause: failure.cause } : failure)
    }
  }

  return {
    setMetadata:
      (stream, { maxAge, maxCount, truncateBefore }) =>
      async () => {
        const text = `select to_json(a) from (select was_deleted from ${schema}.set_metadata($1, $2, $3, $4)) a`
        const set = await call(MetadataSet, text, [
          stream,
          maxAge ?? null,
          maxCount ?? null,
          truncateBefore ?? null,
        ])
        if (E.isLeft(set)) return set
        return set.right.was_deleted ? E.left({ _tag: 'StreamDeleted', stream }) : E.right(undefined)
      },

    remove: (stream, expected) => async () => {
      const text = `select to_json(a) from ${schema}.delete_stream($1, $2) a`
      const removed = await call(Removed, text, [stream, revisionNumber(expected)])
      if (E.isLeft(removed)) return removed
      const { was_deleted: deleted, actual, done } = removed.right
      if (deleted) return E.left({ _tag: 'StreamDeleted', stream })
      return done
        ? E.right(undefined)
        : E.left({
            _tag: 'WrongRevision',
            stream,
            expected,
            actual: Revision.is(actual) ? actual : 'no-stream',
          })
    },
  }
}
