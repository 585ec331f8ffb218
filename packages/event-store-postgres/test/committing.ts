import type { AppendError, Appended, ExpectedRevision, NewEvent } from '@parley/event-store'
import * as E from 'fp-ts/lib/Either.js'
import { groupCommit } from '../src/group-commit.ts'
import { settingsOf } from '../src/options.ts'
import { writerTo } from '../src/writer.ts'
import type { Writer } from '../src/writer.ts'
import type { OpenedPostgres } from './opened.ts'

/** Appends as a store does, and hands out what it sends to the database. */
export const committing = (log: OpenedPostgres, writer: Writer = writerTo(settingsOf(log).client)) => {
  const sent: Array<string> = []
  const commits = groupCommit(
    'parley_log',
    'a-test',
    {
      ...writer,
      send: (statement) => {
        sent.push(statement.name ?? '')
        return writer.send(statement)
      },
    },
    () => {},
  )
  const append = (
    stream: string,
    expected: ExpectedRevision,
    events: ReadonlyArray<NewEvent>,
  ): Promise<E.Either<AppendError, Appended>> =>
    new Promise((answer) => {
      commits.add({
        stream,
        expected,
        events,
        data: events.map(({ data }) => JSON.stringify(data)),
        metadata: events.map(({ metadata }) => JSON.stringify(metadata)),
        bytes: 0,
        answer,
      })
    })
  const close = async () => {
    await commits.close(1000)
    await writer.close()
  }
  return { append, sent, close }
}

/** What an answer says, without the events. */
export const outcome = (answer: E.Either<AppendError, Appended>): unknown =>
  E.isRight(answer)
    ? { revision: answer.right.revision, repeated: answer.right.repeated ?? false }
    : answer.left
