import type { AppendError, EventStore } from '@parley/event-store'
import { otherGroupOf, type Queries, type QueryError } from '@parley/read-models'
import type { RowSource } from '@parley/commands'
import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { Conditions } from './conditions.ts'
import type { ConditionName } from './known.ts'

/** Whether an answer shows that something is wrong, that it is not, or neither. */
type Verdict = { readonly cause: string } | 'well' | 'neither'

/** Milliseconds after the last failure, after which one has to be seen again for it to count. */
const remembered = 15_000

const observed =
  <Error, A>(
    conditions: Conditions,
    name: ConditionName,
    verdictOn: (error: Error) => Verdict,
    task: TaskEither<Error, A>,
  ): TaskEither<Error, A> =>
  async () => {
    const answer = await task()
    const verdict = E.isRight(answer) ? 'well' : verdictOn(answer.left)
    if (verdict === 'well') conditions.over(name)
    else if (verdict !== 'neither') conditions.report(name, verdict, remembered)
    return answer
  }

const onAppend = (error: AppendError): Verdict => {
  switch (error._tag) {
    case 'Unavailable':
    case 'InDoubt':
    case 'AccessDenied':
    case 'Corrupt':
      return error
    case 'WrongRevision':
    case 'StreamDeleted':
    case 'TooLarge':
      return 'neither'
    default:
      return error satisfies never
  }
}

/** A log whose appends tell whether it can be written. */
export const observedStore = (store: EventStore, conditions: Conditions): EventStore => ({
  ...store,
  append: (...append) => observed(conditions, 'log-not-written', onAppend, store.append(...append)),
})

const onQuery = (error: QueryError): Verdict => {
  switch (error._tag) {
    case 'Unavailable':
      return error
    case 'QueryRejected':
      return 'well'
    default:
      return error satisfies never
  }
}

/** Read models whose answers tell whether they can be asked. */
export const observedQueries = (queries: Queries, conditions: Conditions): Queries => ({
  // What a group beside the core does not answer is a condition of that group, by its projector.
  answer: (viewer, query) =>
    otherGroupOf[query.type] === undefined
      ? observed(conditions, 'read-models', onQuery, queries.answer(viewer, query))
      : queries.answer(viewer, query),
  snapshots: (...asked) => observed(conditions, 'read-models', onQuery, queries.snapshots(...asked)),
  refusal: (...asked) => observed(conditions, 'read-models', onQuery, queries.refusal(...asked)),
  memberships: (...asked) => observed(conditions, 'read-models', onQuery, queries.memberships(...asked)),
  memberReceipts: (...asked) =>
    observed(conditions, 'read-models', onQuery, queries.memberReceipts(...asked)),
  channelsOf: (...asked) => observed(conditions, 'read-models', onQuery, queries.channelsOf(...asked)),
  addingFacts: (...asked) => observed(conditions, 'read-models', onQuery, queries.addingFacts(...asked)),
  files: {
    registeredSince: (...asked) =>
      observed(conditions, 'read-models', onQuery, queries.files.registeredSince(...asked)),
    unreferred: (...asked) =>
      observed(conditions, 'read-models', onQuery, queries.files.unreferred(...asked)),
    notDeleted: (...asked) =>
      observed(conditions, 'read-models', onQuery, queries.files.notDeleted(...asked)),
  },
})

/** Rows for decisions, whose answers tell the same. */
export const observedRows = (source: RowSource, conditions: Conditions): RowSource => ({
  load: (...asked) => observed(conditions, 'read-models', (error) => error, source.load(...asked)),
})
