import {
  isProjected,
  knownGenerations,
  registerGeneration,
  schemasBeside,
  setState,
} from '@parley/projection'
import * as E from 'fp-ts/lib/Either.js'
import type { Opened } from './opened.ts'

/** The first name that is free for a further copy: `parley_0123456789ab_2`. */
const nextCopy = (own: string, taken: ReadonlyArray<string>): string => {
  let n = 2
  while (taken.includes(`${own}_${n}`)) n += 1
  return `${own}_${n}`
}

const isCopyOf = (own: string, schema: string): boolean =>
  schema === own ||
  (schema.startsWith(`${own}_`) && /^[2-9]\d{0,3}$|^1\d{1,3}$/.test(schema.slice(own.length + 1)))

/**
 * Which generation is to be built: the one that is named, or that was begun and is not done, or this version's own
 * where it is not there, or else a further copy of it. It is `building` from now on. Left: why not, in words.
 */
export const chooseSchema = async (
  { pool, own }: Pick<Opened, 'pool' | 'own'>,
  named: string | undefined,
): Promise<E.Either<string, string>> => {
  if (named !== undefined && !isCopyOf(own.schema, named))
    return E.left(`this version of Parley builds ${own.schema} and its copies, ${own.schema}_2 and so on`)
  const known = await knownGenerations(pool)
  const taken = (await schemasBeside(pool, '')).map(({ schema }) => schema)
  const begun = known.find(({ build, state }) => build === own.schema && state === 'building')?.schema
  const schema = named ?? begun ?? (taken.includes(own.schema) ? nextCopy(own.schema, taken) : own.schema)
  if (await isProjected(pool, schema)) return E.left(`a projector is at work on ${schema} already`)
  await registerGeneration(pool, { ...own, schema }, own.schema, 'building')
  await setState(pool, schema, 'building')
  return E.right(schema)
}
