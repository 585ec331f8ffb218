import type { EventStore } from '@parley/event-store'
import { generationInUse, queryPool } from '@parley/projection'
import { auditStream, sampleStreams } from '@parley/projector'
import type { Clock } from '@parley/runtime'
import * as E from 'fp-ts/lib/Either.js'
import type { Pool } from 'pg'
import { generationOn, type Stores } from '../stores.ts'
import type { Conditions } from './conditions.ts'

/** What is audited, and how often. */
export interface BackgroundAuditOptions {
  readonly stores: Stores
  readonly store: Pick<EventStore, 'readStream' | 'streamMetadata'>
  readonly conditions: Conditions
  readonly clock: Clock
  /** Milliseconds from the end of one look to the next; half a minute unless given. */
  readonly every?: number
}

/** An audit that goes on beside everything else. */
export interface BackgroundAudit {
  /** How many channels and inboxes were looked at, and how often one of them was not as the log says. */
  readonly counts: () => { readonly audited: number; readonly drifts: number }
  readonly close: () => Promise<void>
}

/** Longer streams are left to operators: reading one would be felt. */
const mostRevision = 10_000

/**
 * Holds one channel or inbox of the generation in use against the log at a time, chosen at random, at a gentle pace.
 * What differs is a condition, until another look finds it mended.
 */
export const backgroundAudit = ({
  stores,
  store,
  conditions,
  clock,
  every = 30_000,
}: BackgroundAuditOptions): BackgroundAudit => {
  const own = generationOn(stores)
  const pool: Pool = queryPool(stores.databaseUrl, { max: 1, application_name: 'parley audit' })
  const drifted = new Set<string>()
  let audited = 0
  let drifts = 0
  let closed = false
  let cancel = (): void => {}

  const lookAt = async (schema: string, stream: string): Promise<void> => {
    const found = await auditStream(store, pool, schema, stream)
    if (E.isLeft(found)) return
    audited += 1
    const [first] = found.right
    if (first === undefined) {
      drifted.delete(stream)
      return
    }
    if (!drifted.has(stream)) drifts += 1
    drifted.add(stream)
    conditions.report('read-models-differ', {
      cause: `${drifted.size} channels or inboxes so far; in ${stream}, ${found.right.length} rows, the first of ${first.table}`,
      todo: 'See what by `pnpm parley read-models audit`, and have it made anew by `--heal`.',
    })
  }

  const look = async (): Promise<void> => {
    const generation = await generationInUse(pool, own)
    // What another build's projections make, that build looks at.
    if (generation.fingerprint !== own.fingerprint) return
    const chosen = await sampleStreams(pool, generation, 1, mostRevision)
    for (const stream of new Set([...drifted, ...chosen]))
      if (!closed) await lookAt(generation.schema, stream)
    if (drifted.size === 0) conditions.over('read-models-differ')
  }

  let looking = Promise.resolve()
  const lookAgain = (): void => {
    // A database or a log that gives no answer is told of elsewhere.
    looking = look()
      .catch(() => {})
      .finally(() => {
        if (!closed) cancel = clock.later(every, lookAgain)
      })
  }
  cancel = clock.later(every, lookAgain)

  return {
    counts: () => ({ audited, drifts }),
    close: async () => {
      closed = true
      cancel()
      await looking
      await pool.end()
    },
  }
}
