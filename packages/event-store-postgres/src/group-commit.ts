import { randomUUID } from 'node:crypto'
import type { AppendError } from '@parley/event-store'
import * as E from 'fp-ts/lib/Either.js'
import { appendAfterStatement, committedAfterOf } from './append-after-statement.ts'
import type { Committed } from './committed.ts'
import { deciding } from './deciding.ts'
import type { Answers, Decide } from './deciding.ts'
import { failureOf, isInDoubt, isKnown } from './failures.ts'
import { groupSize } from './group.ts'
import type { PendingAppend } from './group.ts'
import { rememberedStreams } from './remembered-streams.ts'
import type { Continuation } from './remembered-streams.ts'
import type { Sent, Writer } from './writer.ts'

export interface GroupCommit {
  /** Writes it with the next group. Its `answer` is called once, whatever happens. */
  readonly add: (append: PendingAppend) => void
  /** Takes no more, and answers what is under way and waiting: after so many milliseconds as in doubt. */
  readonly close: (milliseconds: number) => Promise<void>
}

/**
 * How many events are worth a group that is sent right behind another. A group costs the database some 0.2 ms whatever
 * is in it, and an event 0.015: smaller ones cost more than what is won by having the next one there in time.
 */
const enough = 32

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/**
 * Gathers appends while a commit is in flight, and commits all that wait as one statement: one commit at a time, whose
 * duration sets the size of the next, but for continuations.
 *
 * A continuation, a group that continues streams from where this process left them, is written if nobody else wrote
 * since; and where enough waits, another is sent right behind it, so that the database has the next to do while the answers are given.
 * Neither is written unless the one ahead was. Any other group is decided by the database, alone.
 */
export const groupCommit = (
  schema: string,
  writerName: string,
  writer: Writer,
  onCommitted: (committed: Committed) => void,
): GroupCommit => {
  const closing = new AbortController()
  const remembered = rememberedStreams()
  /** The groups that were sent and not answered: two at the most, in their order. */
  let underWay: ReadonlyArray<Promise<void>> = []
  let queue: Array<PendingAppend> = []
  /** How many events are in the queue. */
  let waiting = 0
  /** A continuation that was not written is being decided: no other is sent before it is. */
  let settling = false
  let running: Promise<void> | undefined
  let wake: (() => void) | undefined

  const decide = deciding({
    schema,
    writerName,
    writer,
    closing: closing.signal,
    onCommitted: (committed, decided) => {
      remembered.committed(decided)
      onCommitted(committed)
    },
    refuseWaiting: (error: AppendError) => {
      const refused = queue
      queue = []
      waiting = 0
      for (const { answer } of refused) answer(E.left(error))
    },
  })

  const deliver = (group: ReadonlyArray<PendingAppend>, answers: Answers): void => {
    for (const [n, { answer }] of group.entries())
      answer(answers[n] ?? E.left({ _tag: 'Corrupt', cause: 'no answer' }))
  }

  // A continuation was not written: the database decides about the group.
  const settled: Decide = async (...group) => {
    remembered.forget()
    settling = true
    const answers = await decide(...group)
    settling = false
    return answers
  }

  const answersTo = async (
    group: ReadonlyArray<PendingAppend>,
    continuation: Continuation,
    sent: Sent,
  ): Promise<Answers> => {
    const all = (error: AppendError): Answers => group.map(() => E.left(error))
    if (sent._tag === 'answered') {
      const committed = committedAfterOf(group, continuation, sent.row)
      if (E.isLeft(committed)) return all({ _tag: 'Corrupt', cause: committed.left })
      if (committed.right === undefined) return settled(group)
      onCommitted(committed.right)
      return committed.right.answers
    }
    const failure = failureOf(sent.error)
    if (sent._tag === 'failed')
      return settled(group, isInDoubt(sent.error) ? failure.cause : undefined, isKnown(sent.error))
    remembered.forget()
    return all(failure)
  }

  // Sends a group behind whatever is under way, and answers it after that.
  const sendBehind = async (
    group: ReadonlyArray<PendingAppend>,
    continuation: Continuation,
  ): Promise<void> => {
    const ahead = underWay.at(-1)
    const mark = randomUUID()
    const sending = writer.send(appendAfterStatement(schema, writerName, group, mark, continuation))
    remembered.continued(continuation, mark)
    const sent = await sending
    await ahead
    deliver(group, await answersTo(group, continuation, sent))
    underWay = underWay.slice(1)
  }

  // The next group, and whether it is a continuation. With nothing under way half of it, to have the other right behind.
  const next = (): readonly [ReadonlyArray<PendingAppend>, Continuation | undefined] => {
    const group = queue.slice(0, groupSize(queue))
    const continuation = remembered.continuation(group)
    if (
      continuation === undefined ||
      continuation.events < 2 * enough ||
      underWay.length > 0 ||
      group.length === 1
    )
      return [group, continuation]
    const half = group.slice(0, group.length / 2)
    return [half, remembered.continuation(half)]
  }

  // Until there is something to send, or nothing to wait for. What is appended in the same turn goes together.
  const gathered = async (): Promise<void> => {
    await nextTurn()
    while (underWay.length > 1 || settling || (underWay.length === 1 && waiting < enough)) {
      const more = new Promise<void>((resolve) => {
        wake = resolve
      })
      await Promise.race([underWay[0], ...(underWay.length > 1 || settling ? [] : [more])])
      wake = undefined
      await nextTurn()
    }
  }

  const run = async (): Promise<void> => {
    for (await gathered(); queue.length > 0; await gathered()) {
      const [group, continuation] = next()
      if (continuation === undefined && underWay.length > 0) {
        await Promise.all(underWay)
        continue
      }
      queue = queue.slice(group.length)
      for (const { events } of group) waiting -= events.length
      if (continuation === undefined) deliver(group, await decide(group))
      else underWay = [...underWay, sendBehind(group, continuation)]
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
      waiting += append.events.length
      if (waiting >= enough) wake?.()
      running ??= run()
    },
    close: async (milliseconds) => {
      closing.abort()
      const timer = setTimeout(() => {
        void writer.close()
      }, milliseconds)
      await running
      clearTimeout(timer)
    },
  }
}
