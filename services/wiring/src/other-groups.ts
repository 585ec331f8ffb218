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

/**
 * Nobody who chats waits for these, so that they leave them the machine: they write every tenth of a second, not much at
 * once, and for a tenth of the time, unless somebody waits. Where more comes than that, they are behind for a while.
 */
const besideChat = { milliseconds: 100, share: 0.1, maxBatch: 250 }

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
      pacing: { ...besideChat, clock, ...(head === undefined ? {} : { awaited: head }) },
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
