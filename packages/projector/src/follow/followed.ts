import { ensureControl, generationInUse, knownGenerations, registerGeneration } from '@parley/projection'
import type { Generation } from '@parley/projection'
import pg from 'pg'
import type { Pool } from 'pg'

/** What the projectors of a build are to work on. */
export interface Followed {
  readonly schemas: ReadonlyArray<string>
  /** The one that the build's readers read: projected here, or by the build that made it. */
  readonly inUse: string
}

const mayNot = '42501'

/**
 * What the projectors of a build are to follow: every generation of its own that is `followed`. Its own is made known
 * as one where its readers read that, and is among them also where it is not there yet.
 */
export const followedBy = async (pool: Pool, own: Generation): Promise<Followed> => {
  try {
    await ensureControl(pool)
  } catch (error) {
    // Who may not make a schema has one generation alone, in one that a person made for it.
    if (error instanceof pg.DatabaseError && error.code === mayNot)
      return { schemas: [own.schema], inUse: own.schema }
    throw error
  }
  const inUse = await generationInUse(pool, own)
  if (inUse.schema === own.schema) await registerGeneration(pool, own, own.schema, 'followed')
  const known = await knownGenerations(pool)
  const schemas = known
    .filter(({ build, fingerprint }) => build === own.schema && fingerprint === own.fingerprint)
    .filter(({ state }) => state === 'followed')
    .map(({ schema }) => schema)
  const isMissing = inUse.schema === own.schema && !known.some(({ schema }) => schema === own.schema)
  return { schemas: isMissing ? [own.schema, ...schemas] : schemas, inUse: inUse.schema }
}
