import type { RowsAsOf } from '@parley/commands'
import type { Corrupt, Unavailable } from '@parley/event-store'
import { explainPostgres } from '@parley/postgres'
import { BadRow } from '@parley/projection'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { gather } from './gather.ts'

/** How many statements of a row source may be under way at once, unless told otherwise. */
export const defaultInFlight = 2

/** A question answered along with all others of its moment. */
export const asking = <Question>(
  ask: (questions: ReadonlyArray<Question>) => Promise<ReadonlyArray<RowsAsOf>>,
  inFlight: number,
): ((question: Question) => TE.TaskEither<Unavailable | Corrupt, RowsAsOf>) => {
  const gathered = gather(ask, inFlight)
  return (question) =>
    TE.tryCatch(
      () => gathered(question),
      (error): Unavailable | Corrupt =>
        error instanceof BadRow
          ? { _tag: 'Corrupt', cause: String(error) }
          : { _tag: 'Unavailable', cause: explainPostgres(error) },
    )
}
