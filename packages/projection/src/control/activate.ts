import { setTimeout as pause } from 'node:timers/promises'
import type { Position } from '@parley/domain'
import * as E from 'fp-ts/lib/Either.js'
import type { Pool } from 'pg'
import { type BothOptions, inBoth, type Positions } from '../compare/both.ts'
import { differencesIn, diffGenerations, type TableDiff } from '../compare/diff.ts'
import { readCheckpoint } from '../generation/checkpoint.ts'
import type { Generation } from '../generation/fingerprint.ts'
import { isProjected } from '../generation/lock.ts'
import { recordAct } from './acts.ts'
import { knownGenerations } from './generations.ts'
import { movePointer, pointers } from './pointer.ts'

/** Which generation is to be read, by whose readers. */
export interface ActivateOptions extends BothOptions {
  /** One of the layout that the generations have: whoever calls knows its tables. */
  readonly own: Generation
  /** The schema that the build whose readers they are begins with. */
  readonly build: string
  readonly schema: string
  /** Who has it done. */
  readonly by: string
}

/** What an activation, or a return from one, came to. */
export interface Receipt {
  readonly build: string
  readonly from: string
  readonly to: string
  readonly by: string
  /** Where both stood when they were compared, the former first. */
  readonly positions: Positions
  /** In how many rows they differ; null where they were not compared. */
  readonly differences: number | null
  /** Table by table; none where they were not compared. */
  readonly tables: ReadonlyArray<Omit<TableDiff, 'samples'>>
  /** What is pushed to clients comes from the log and from no generation. */
  readonly pushes: { readonly missed: 0; readonly repeated: 0 }
}

const withoutSamples = ({ table, one, other, added, gone, changed, columns }: TableDiff) => ({
  table,
  one,
  other,
  added,
  gone,
  changed,
  columns,
})

/** Milliseconds for which the new one may be behind the former. */
const catchUpWithin = 5_000

/** Waits until a generation has come to a position; false where it does not in time. */
const comesTo = async (pool: Pool, schema: string, position: Position): Promise<boolean> => {
  const until = performance.now() + catchUpWithin
  while ((await readCheckpoint(pool, schema)) < position) {
    if (performance.now() > until) return false
    await pause(20)
  }
  return true
}

/** What stands against a generation being read, in words; nothing where it can be. */
const against = async (
  pool: Pool,
  { own, build, schema }: ActivateOptions,
): Promise<E.Either<string, string>> => {
  const known = await knownGenerations(pool)
  const [to, reader] = [schema, build].map((name) => known.find((one) => one.schema === name))
  if (to === undefined) return E.left(`there is no generation ${schema} that the control schema knows`)
  if (reader === undefined && build !== own.schema)
    return E.left(`there is no build ${build}: name the generation that its readers begin with`)
  const layout = reader?.layout ?? own.layout
  if (to.layout !== layout || layout !== own.layout)
    return E.left(
      `${schema} has other tables, or is made of other events, than what readers of ${build} can read, or than this ` +
        'version of Parley knows',
    )
  const pointer = (await pointers(pool)).find((one) => one.build === build)
  const isThere = known.some((one) => one.schema === pointer?.schema)
  const from = pointer !== undefined && isThere ? pointer.schema : build
  if (from === schema) return E.left(`${schema} is in use already`)
  if (to.state === 'paused') return E.left(`${schema} is paused: resume it, and wait until it has caught up`)
  if (!(await isProjected(pool, schema)))
    return E.left(
      `no projector is at work on ${schema}, which would stay as it is: start a projector of its version, or build it ` +
        'with --follow',
    )
  return E.right(from)
}

const behind = async (pool: Pool, from: string, schema: string): Promise<string | undefined> => {
  const position = await readCheckpoint(pool, from)
  if (await comesTo(pool, schema, position)) return undefined
  return `${schema} has not caught up: it is at ${await readCheckpoint(pool, schema)}, and ${from} was at ${position}`
}

/**
 * Has the readers of a build read another generation, in one transaction that compares both and keeps the receipt.
 * Reading and projecting go on meanwhile. Left: why not, in words; then nothing has changed. `pool` asks without an end.
 */
export const activate = async (pool: Pool, options: ActivateOptions): Promise<E.Either<string, Receipt>> => {
  const { own, build, schema, by } = options
  const found = await against(pool, options)
  if (E.isLeft(found)) return found
  const from = found.right
  const why = await behind(pool, from, schema)
  if (why !== undefined) return E.left(why)
  return inBoth(
    pool,
    [from, schema],
    async (client, positions): Promise<E.Either<string, Receipt>> => {
      const diffs = await diffGenerations(client, [from, schema], own.tables, 0)
      // Comparing may have taken long.
      const fellBehind = await behind(pool, from, schema)
      if (fellBehind !== undefined) return E.left(fellBehind)
      const receipt: Receipt = {
        build,
        from,
        to: schema,
        by,
        positions,
        differences: differencesIn(diffs),
        tables: diffs.map(withoutSamples),
        pushes: { missed: 0, repeated: 0 },
      }
      await movePointer(client, { build, schema, former: from })
      await recordAct(client, { by, act: 'activate', schema, detail: { ...receipt } })
      return E.right(receipt)
    },
    options,
  )
}

/**
 * Has the readers of a build read again what they read before. Nothing is compared, so that it takes no time. Left: why
 * not, in words.
 */
export const revert = async (
  pool: Pool,
  { build, by }: Pick<ActivateOptions, 'build' | 'by'>,
): Promise<E.Either<string, Receipt>> => {
  const pointer = (await pointers(pool)).find((one) => one.build === build)
  if (pointer === undefined || pointer.former === null)
    return E.left(`readers of ${build} have read nothing else before`)
  const { schema: from, former: to } = pointer
  const known = await knownGenerations(pool)
  if (!known.some(({ schema }) => schema === to)) return E.left(`${to} is there no more`)
  if (!(await isProjected(pool, to)))
    return E.left(`no projector is at work on ${to}: it is older than what is read now. Resume it first`)
  const why = known.some(({ schema }) => schema === from) ? await behind(pool, from, to) : undefined
  if (why !== undefined) return E.left(why)
  const positions: Positions = [await readCheckpoint(pool, from), await readCheckpoint(pool, to)]
  const receipt: Receipt = {
    build,
    from,
    to,
    by,
    positions,
    differences: null,
    tables: [],
    pushes: { missed: 0, repeated: 0 },
  }
  const client = await pool.connect()
  try {
    await client.query('begin isolation level repeatable read')
    await movePointer(client, { build, schema: to, former: from })
    await recordAct(client, { by, act: 'revert', schema: to, detail: { ...receipt } })
    await client.query('commit')
    return E.right(receipt)
  } finally {
    client.release(true)
  }
}
