import type { AppendError, Appended } from '@parley/event-store'
import * as E from 'fp-ts/lib/Either.js'
import { appendStatement, committedOf } from './append-statement.ts'
import type { Committed } from './append-statement.ts'
import { failureOf, isInDoubt, isKnown, isPassing, isRefused } from './failures.ts'
import { groupSize } from './group.ts'
import type { PendingAppend } from './group.ts'
import { resting } from './resting.ts'
import type { Writer } from './writer.ts'

export interface GroupCommit {
  /** Has it written with the next group. Its `answer` is called once, whatever happens. */
  readonly add: (append: PendingAppend) => void
  /** Takes no more, and answers what is under way and waiting: after so many milliseconds as in doubt. */
  readonly close: (patience: number) => Promise<void>
}

type Answers = ReadonlyArray<E.Either<AppendError, Appended>>

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

const longestRest = 2000

/**
 * Gathers appends while a commit is in flight, and commits all that wait as one statement: one commit at a time,
 * whose duration sets the size of the next.
 *
 * A commit in doubt is settled by committing the same again, which answers from the event ids where the first one
 * made it, until the database answers or the store is closed. Meanwhile whoever is not in doubt is not kept waiting.
 */
export const groupCommit = (
  schema: string,
  writerName: string,
  writer: Writer,
  onCommitted: (committed: Committed) => void,
): GroupCommit => {
  const closing = new AbortController()
  let queue: Array<PendingAppend> = []
  let running: Promise<void> | undefined

  const refuseWaiting = (error: AppendError): void => {
    const waiting = queue
    queue = []
    for (const { answer } of waiting) answer(E.left(error))
  }

  // Writes a group; gives the answers in its order. Never throws. `before`: why it may have been written already.
  const commit = async (group: ReadonlyArray<PendingAppend>, before?: string): Promise<Answers> => {
    const all = (error: AppendError): Answers => group.map(() => E.left(error))
    let doubt = before
    let look = doubt !== undefined
    for (let rest = 10; ; rest = Math.min(rest * 2, longestRest)) {
      const sent = await writer.send(appendStatement(schema, writerName, group, look))
      if (sent._tag === 'answered') {
        const committed = committedOf(group, sent.row)
        if (E.isLeft(committed)) return all({ _tag: 'Corrupt', cause: committed.left })
        onCommitted(committed.right)
        return committed.right.answers
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
        if (sent._tag === 'failed' && failure._tag === 'Corrupt' && group.length > 1)
          return alone(group, doubt)
        return all(failure)
      } else {
        refuseWaiting(failure)
      }
      if (closing.signal.aborted && doubt !== undefined) return all({ _tag: 'InDoubt', cause: doubt })
      await resting(rest, closing.signal)
    }
  }

  // Something in the group is not to the database's liking: it fails alone.
  const alone = async (group: ReadonlyArray<PendingAppend>, doubt: string | undefined): Promise<Answers> => {
    const answers: Array<E.Either<AppendError, Appended>> = []
    for (const append of group) answers.push(...(await commit([append], doubt)))
    return answers
  }

  const run = async (): Promise<void> => {
    // What is appended in the same turn of the loop goes together.
    await nextTurn()
    while (queue.length > 0) {
      const size = groupSize(queue)
      const group = queue.slice(0, size)
      queue = queue.slice(size)
      const answers = await commit(group)
      for (const [n, { answer }] of group.entries())
        answer(answers[n] ?? E.left({ _tag: 'Corrupt', cause: 'no answer' }))
      await nextTurn()
    }
    running = undefined
  }

  return {
    add: (append) => {
      if (closing.signal.aborted) {
        append.answer(E.left({ _tag: 'Unavailable', cause: 'the store is closed' }))
        return
      }
      queue.push(append)
      running ??= run()
    },
    close: async (patience) => {
      closing.abort()
      const timer = setTimeout(() => {
        void writer.close()
      }, patience)
      await running
      clearTimeout(timer)
    },
  }
}
