import { type GroupGeneration, ownGeneration } from '@parley/projector'
import { core } from '@parley/read-models'
import * as E from 'fp-ts/lib/Either.js'
import { Address, type BadVariable, type Environment, variable } from './environment.ts'

/** Where the data is: Postgres for the read models, and the log in it too unless EventStoreDB has it. */
export interface Stores {
  readonly databaseUrl: string
  readonly eventStoreUrl: string | undefined
}

/** `DATABASE_URL` and `EVENTSTORE_URL`. */
export const storesOf = (
  env: Environment,
): E.Either<
  BadVariable,
  { readonly databaseUrl: string | undefined; readonly eventStoreUrl: string | undefined }
> => {
  const databaseUrl = variable(env, 'DATABASE_URL', Address('postgres', 'postgresql'))
  if (E.isLeft(databaseUrl)) return databaseUrl
  const eventStoreUrl = variable(
    env,
    'EVENTSTORE_URL',
    Address('esdb', 'esdb+discover', 'kurrentdb', 'kurrentdb+discover'),
  )
  if (E.isLeft(eventStoreUrl)) return eventStoreUrl
  return E.right({ databaseUrl: databaseUrl.right, eventStoreUrl: eventStoreUrl.right })
}

/**
 * The read models of a group that this build reads and writes. Positions of one kind of log mean nothing in another: each has
 * read models of its own, so that a change of the log begins with a projection of all of it.
 */
export const generationOn = ({ eventStoreUrl }: Stores, group = core): GroupGeneration =>
  ownGeneration(eventStoreUrl === undefined ? 'parley' : 'parley_eventstoredb', group)

/** The schema that they lie in: `parley_0123456789ab`. */
export const schemaOf = (stores: Stores): string => generationOn(stores).schema
