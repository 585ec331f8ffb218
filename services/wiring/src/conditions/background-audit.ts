import type { EventStore } from '@parley/event-store'
import { generationInUse, queryPool } from '@parley/projection'
import { auditStream, type GroupGeneration, sampleStreams } from '@parley/projector'
import { core, groups } from '@parley/read-models'
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
 * Holds one channel or inbox of the generation in use of each group against the log at a time, chosen at random, at a
 * gentle pace.
 * What differs is a condition, until another look finds it mended.
 */
export const backgroundAudit = ({
  stores,
  store,
  conditions,
  clock,
  every = 30_000,
}: BackgroundAuditOptions): BackgroundAudit => {
  const owns = groups.map((group) => generationOn(stores, group))
  const pool: Pool = queryPool(stores.databaseUrl, { max: 1, application_name: 'parley audit' })
  /** The streams that differ, by the group in which they do. */
  const drifted = new Map<string, string>()
  let audited = 0
  let drifts = 0
  let closed = false
  let cancel = (): void => {}

  const lookAt = async ({ schema, group }: GroupGeneration, stream: string): Promise<void> => {
    const found = await auditStream(store, pool, schema, stream, group)
    if (E.isLeft(found)) return
    audited += 1
    const [first] = found.right
    const place = `${group.name} ${stream}`
    if (first === undefined) {
      drifted.delete(place)
      return
    }
    if (!drifted.has(place)) drifts += 1
    drifted.set(place, stream)
    const ofGroup = group === core ? '' : ` --group ${group.name}`
    conditions.report('read-models-differ', {
      cause: `${drifted.size} channels or inboxes so far; in ${stream}, ${found.right.length} rows, the first of ${first.table}`,
      todo: `See what by \`pnpm parley read-models audit${ofGroup}\`, and have it made anew by \`--heal\`.`,
    })
  }

  /** One stream of a group, and those of it that were not as the log says. A group whose read models are not there has none. */
  const lookAtGroup = async (own: GroupGeneration): Promise<void> => {
    const generation = await generationInUse(pool, own)
    // What another build's projections make, that build looks at.
    if (generation.fingerprint !== own.fingerprint) return
    const chosen = await sampleStreams(pool, generation, 1, mostRevision)
    const known = [...drifted].flatMap(([place, stream]) =>
      place === `${own.group.name} ${stream}` ? [stream] : [],
    )
    for (const stream of new Set([...known, ...chosen])) if (!closed) await lookAt(generation, stream)
  }

  const look = async (): Promise<void> => {
    // One that can't be read is told of elsewhere, and keeps no other from being looked at.
    for (const own of owns) if (!closed) await lookAtGroup(own).catch(() => {})
    if (drifted.size === 0) conditions.over('read-models-differ')
  }

  let looking = Promise.resolve()
  const lookAgain = (): void => {
    looking = look().finally(() => {
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
