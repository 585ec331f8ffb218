import * as E from 'fp-ts/lib/Either.js'
import type { Pool } from 'pg'
import { recordAct } from './acts.ts'
import { knownGenerations, setState } from './generations.ts'
import { pointers } from './pointer.ts'

interface PausingOptions {
  readonly schema: string
  readonly by: string
}

/** Has whoever works on a generation leave it as it is, within a second. Left: why not, in words. */
export const pauseGeneration = async (
  pool: Pool,
  { schema, by }: PausingOptions,
): Promise<E.Either<string, void>> => {
  const known = (await knownGenerations(pool)).find((one) => one.schema === schema)
  if (known === undefined) return E.left(`there is no generation ${schema} that the control schema knows`)
  const all = await pointers(pool)
  const isRead =
    all.some((pointer) => pointer.schema === schema) ||
    (known.build === schema && !all.some(({ build }) => build === schema) && known.state === 'followed')
  if (isRead) return E.left(`${schema} is in use: what is read would be older with every message`)
  await setState(pool, schema, 'paused')
  await recordAct(pool, { by, act: 'pause', schema, detail: {} })
  return E.right(undefined)
}

/** Has the projectors of its version go on with a generation, within a second. Left: why not, in words. */
export const resumeGeneration = async (
  pool: Pool,
  { schema, by }: PausingOptions,
): Promise<E.Either<string, void>> => {
  const known = (await knownGenerations(pool)).find((one) => one.schema === schema)
  if (known === undefined) return E.left(`there is no generation ${schema} that the control schema knows`)
  if (known.state !== 'paused') return E.left(`${schema} is not paused`)
  await setState(pool, schema, 'followed')
  await recordAct(pool, { by, act: 'resume', schema, detail: {} })
  return E.right(undefined)
}
