import type { RowSource } from '@parley/commands'
import type { Head } from '@parley/projection'
import type { Queries } from '@parley/read-models'
import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'

/** What is asked of one generation. */
interface Reads {
  readonly queries: Queries
  readonly rows: RowSource
}

/** How many generations' questions are kept at hand: the one in use, the former, and one that was in between. */
const mostKept = 3

/**
 * Asks the generation that is in use when a question begins, and that one alone until it is answered. Where there is no
 * answer, it is looked whether another is in use by now: if so, that one is asked, once.
 */
export const readingInUse = (
  head: Pick<Head, 'schema' | 'look'>,
  reads: (schema: string) => Reads,
): Reads => {
  const kept = new Map<string, Reads>()
  const of = (schema: string): Reads => {
    const known = kept.get(schema)
    if (known !== undefined) return known
    const made = reads(schema)
    kept.set(schema, made)
    for (const oldest of kept.keys()) {
      if (kept.size <= mostKept) break
      kept.delete(oldest)
    }
    return made
  }
  const ask =
    <Failure extends { readonly _tag: string }, A>(
      question: (asked: Reads) => TaskEither<Failure, A>,
    ): TaskEither<Failure, A> =>
    async () => {
      const schema = head.schema()
      const answer = await question(of(schema))()
      if (E.isRight(answer) || answer.left._tag !== 'Unavailable') return answer
      const now = await head.look()
      return now === schema ? answer : question(of(now))()
    }
  return {
    queries: {
      answer: (...asked) => ask(({ queries }) => queries.answer(...asked)),
      snapshots: (...asked) => ask(({ queries }) => queries.snapshots(...asked)),
      refusal: (...asked) => ask(({ queries }) => queries.refusal(...asked)),
      addingFacts: (...asked) => ask(({ queries }) => queries.addingFacts(...asked)),
      memberReceipts: (...asked) => ask(({ queries }) => queries.memberReceipts(...asked)),
      channelsOf: (...asked) => ask(({ queries }) => queries.channelsOf(...asked)),
      files: {
        registeredSince: (...asked) => ask(({ queries }) => queries.files.registeredSince(...asked)),
        unreferred: (...asked) => ask(({ queries }) => queries.files.unreferred(...asked)),
        notDeleted: (...asked) => ask(({ queries }) => queries.files.notDeleted(...asked)),
      },
      memberships: (...asked) => ask(({ queries }) => queries.memberships(...asked)),
    },
    rows: { load: (...asked) => ask(({ rows }) => rows.load(...asked)) },
  }
}
