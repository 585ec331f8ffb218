import { keyInTenant } from '@parley/domain'
import type { Unavailable } from '@parley/event-store'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { Reading } from '../queries/database.ts'
import type { AsOf, FileQueries } from '../queries/queries.ts'
import { notDeletedAmong, registeredSince, unreferred } from './keeping.ts'

/** Whoever keeps the bytes asks in nobody's name: all that it asks waits as one person's questions do. */
const keeper = 'files'

/** The questions about files that no person asks by a query; `by`: whose questions wait together. */
export const fileQueries = (
  schema: string,
  answer: <A>(by: string, read: (reading: Reading) => Promise<A>) => TaskEither<Unavailable, AsOf<A>>,
): FileQueries => ({
  registeredSince: (viewer, since) =>
    answer(keyInTenant(viewer.tenantId, viewer.userId), (reading) =>
      registeredSince(reading, schema, viewer, since),
    ),
  unreferred: (before, most) => answer(keeper, (reading) => unreferred(reading, schema, before, most)),
  notDeleted: (files) => answer(keeper, (reading) => notDeletedAmong(reading, schema, files)),
})
