import { randomUUID } from 'node:crypto'
import type { AppendError, Appended } from '@parley/event-store'
import * as E from 'fp-ts/lib/Either.js'
import { appendStatement, committedOf } from './append-statement.ts'
import type { Committed } from './committed.ts'
import { failureOf, isInDoubt, isKnown, isPassing, isRefused } from './failures.ts'
import type { PendingAppend } from './group.ts'
import type { Decided } from './remembered-streams.ts'
import { resting } from './resting.ts'
import type { Writer } from './writer.ts'

export type Answers = ReadonlyArray<E.Either<AppendError, Appended>>

interface Dependencies {
  readonly schema: string
  /** Names this process in notifications. */
  readonly writerName: string
  readonly writer: Writer
  readonly closing: AbortSignal
  readonly onCommitted: (committed: Committed, decided: Decided) => void
  /** While a commit is in doubt and the database is not there: whoever waits behind it is not kept waiting. */
  readonly refuseWaiting: (error: AppendError) => void
}

/**
 * Has the database decide about each append of a group, and gives the answers in its order. Never throws.
 *
 * `doubt`: why the group may have been written already. A commit in doubt is settled by committing the same again,
 * which answers from the event ids where the first one made it, until the database answers or the store is closed.
 * `refusedAsKnown`: the group was refused since an event of it is known; event ids are looked up, as where it is in
 * doubt.
 */
export type Decide = (
  group: ReadonlyArray<PendingAppend>,
  doubt?: string,
  refusedAsKnown?: boolean,
) => Promise<Answers>

const longestRest = 2000

export const deciding = (dependencies: Dependencies): Decide => {
  const { schema, writerName, writer, closing, onCommitted, refuseWaiting } = dependencies

  const decide: Decide = async (group, before, refusedAsKnown = false) => {
    const all = (error: AppendError): Answers => group.map(() => E.left(error))
    let doubt = before
    let look = refusedAsKnown || before !== undefined
    for (let rest = 10; ; rest = Math.min(rest * 2, longestRest)) {
      if (closing.aborted && doubt !== undefined) return all({ _tag: 'InDoubt', cause: doubt })
      const sent = await writer.send(appendStatement(schema, writerName, group, randomUUID(), look))
      if (sent._tag === 'answered') {
        const answer = committedOf(group, sent.row)
        if (E.isLeft(answer)) return all({ _tag: 'Corrupt', cause: answer.left })
        onCommitted(answer.right.committed, answer.right.decided)
        return answer.right.committed.answers
      }
      if (sent._tag === 'failed' && isKnown(sent.error) && !look) {
        look = true
        continue
      }
      const failure = failureOf(sent.error)
      if (sent._tag === 'failed' && isInDoubt(sent.error)) {
        doubt = failure.cause
        look = true
      } else if (sent._tag === 'failed' && isPassing(sent.error)) {
        // Rolled back to let another pass: once more, as it is.
      } else if (doubt === undefined || (sent._tag === 'failed' && isRefused(sent.error))) {
        if (sent._tag === 'failed' && failure._tag === 'Corrupt' && group.length > 1) return alone(group)
        return all(failure)
      } else {
        refuseWaiting(failure)
      }
      await resting(rest, closing)
    }
  }

  // Something in the group is not to the database's liking, so none of it was written: it fails alone.
  const alone = async (group: ReadonlyArray<PendingAppend>): Promise<Answers> => {
    const answers: Array<E.Either<AppendError, Appended>> = []
    for (const append of group) answers.push(...(await decide([append])))
    return answers
  }

  return decide
}
