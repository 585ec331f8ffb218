import { groupOfSchema } from '@parley/projector'
import { core, type Group, groups } from '@parley/read-models'
import type * as E from 'fp-ts/lib/Either.js'
import { type Common, printed } from './answer.ts'
import { type Opened, withOpened } from './opened.ts'

/** The group that is meant: the one that is named, or else that of the schema that is, or else the core. */
export const groupMeant = ({ group }: Common, schema: string | undefined): Group => {
  const name = group ?? (schema === undefined ? core.name : groupOfSchema(schema))
  return groups.find((one) => one.name === name) ?? core
}

/** Runs one command on opened stores, and prints what it comes to. `schema`: the generation that is named, if any is. */
export const run = async <A>(
  common: Common,
  work: (opened: Opened) => Promise<E.Either<string, A>>,
  lines: (answer: A) => ReadonlyArray<string>,
  schema?: string,
): Promise<void> => {
  const opening = { by: common.by, group: groupMeant(common, schema) }
  process.exitCode = printed(common, await withOpened(process.env, opening, work), lines)
}
