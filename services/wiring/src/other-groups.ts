import type { Head } from '@parley/projection'
import { adviceOn, explain, followGenerations, type FollowOptions, type Progress } from '@parley/projector'
import { otherGroups } from '@parley/read-models'
import type { Clock } from '@parley/runtime'
import type { Conditions } from './conditions/conditions.ts'
import { generationOn, type Stores } from './stores.ts'

export interface OtherGroupsOptions extends Pick<FollowOptions, 'store' | 'log' | 'warn' | 'say'> {
  readonly stores: Stores
  readonly conditions: Conditions
  readonly clock: Clock
  /** Who is told in this process how far each group is, by its name. */
  readonly heads?: ReadonlyMap<string, Head>
}

/** Milliseconds between two batches where nobody waits: much at once costs the others less. */
const everySoOften = 100

/** The projectors of all groups but the core. */
export interface OtherGroups {
  /** How each is, by its name, for a monitor. */
  readonly progress: () => Readonly<
    Record<string, Pick<Progress, 'state' | 'caughtUp' | 'lag' | 'rate' | 'parked'>>
  >
  readonly stop: () => Promise<void>
}

/**
 * Projects every group beside the core, each for itself: one that can't go on, or stops for good, is a condition of its
 * own that keeps nobody from serving, and neither the core nor another group waits for it.
 */
export const followOtherGroups = ({
  stores,
  conditions,
  clock,
  heads = new Map(),
  ...options
}: OtherGroupsOptions): OtherGroups => {
  const all = otherGroups.map((group) => {
    const head = heads.get(group.name)
    const name = `group-${group.name}` as const
    const followers = followGenerations({
      ...options,
      connectionString: stores.databaseUrl,
      generation: generationOn(stores, group),
      pacing: { milliseconds: everySoOften, clock, ...(head === undefined ? {} : { awaited: head }) },
      ...(head === undefined ? {} : { committed: head.advanceIn }),
      troubled: (trouble) => {
        if (trouble === undefined) conditions.over(name)
        else conditions.report(name, trouble)
      },
      failed: (failure) => conditions.report(name, { cause: explain(failure), todo: adviceOn(failure) }),
    })
    return { group, followers }
  })
  return {
    progress: () =>
      Object.fromEntries(
        all.map(({ group, followers }) => {
          const { state, caughtUp, lag, rate, parked } = followers.progress()
          return [group.name, { state, caughtUp, lag, rate, parked }]
        }),
      ),
    stop: async () => {
      await Promise.all(all.map(({ followers }) => followers.stop()))
    },
  }
}
