import type { ChannelId, UserId } from '@parley/domain'
import type { Update } from '@parley/contract'
import { applyUpdates, type FollowUp } from './state/apply-updates.ts'
import { type ClientState, initialState } from './state/client-state.ts'
import { withoutShown } from './state/pending.ts'
import { withEntry } from './state/persistent-map.ts'
import type { Timeline } from './state/timeline.ts'
import type { Telling } from './telling.ts'

/** Holds the state, says that there is another, and lets answers catch up with updates they missed. */
export interface Store {
  readonly get: () => ClientState
  readonly set: (change: (state: ClientState) => Partial<ClientState>) => void
  /** The timeline of a channel that is open. */
  readonly timelineOf: (channelId: ChannelId) => Timeline | undefined
  /** Changes the timeline of a channel; does nothing where it is not open. */
  readonly setTimeline: (channelId: ChannelId, change: (timeline: Timeline) => Partial<Timeline>) => void
  /** Takes updates in, and says what has to be asked for. */
  readonly apply: (updates: ReadonlyArray<Update>, me: UserId) => ReadonlyArray<FollowUp>
  /**
   * Takes updates in once more, upon an answer that missed them. No other question records them: each that is under
   * way has recorded them as they came, or was asked after that, and its answer is no older (GW-120).
   */
  readonly applyAgain: (updates: ReadonlyArray<Update>, me: UserId) => ReadonlyArray<FollowUp>
  /**
   * Begins to record the updates of a channel, or of all, for a question that is about to be asked. What it gives ends
   * that and gives them, and is to be called in the very step in which the answer is taken in: what came between would
   * be in neither.
   */
  readonly record: (of: ChannelId | 'all') => () => ReadonlyArray<Update>
}

export const clientStore = (telling: Pick<Telling, 'changed'>): Store => {
  let state = initialState
  const recordings = new Set<{ readonly of: ChannelId | 'all'; readonly updates: Update[] }>()
  const replace = (next: ClientState): void => {
    state = withoutShown(next)
    telling.changed()
  }
  const timelineOf: Store['timelineOf'] = (channelId) => state.timelines.get(channelId)
  const take = (updates: ReadonlyArray<Update>, me: UserId): ReadonlyArray<FollowUp> => {
    const applied = applyUpdates(state, updates, me)
    replace(applied.state)
    return applied.followUps
  }
  return {
    get: () => state,
    set: (change) => replace({ ...state, ...change(state) }),
    timelineOf,
    setTimeline: (channelId, change) => {
      const before = timelineOf(channelId)
      if (before === undefined) return
      const timeline = { ...before, ...change(before) }
      replace({ ...state, timelines: withEntry(state.timelines, channelId, timeline) })
    },
    apply: (updates, me) => {
      for (const recording of recordings)
        for (const update of updates)
          if (recording.of === 'all' || recording.of === update.channelId) recording.updates.push(update)
      return take(updates, me)
    },
    applyAgain: take,
    record: (of) => {
      const recording = { of, updates: [] }
      recordings.add(recording)
      return () => {
        recordings.delete(recording)
        return recording.updates
      }
    },
  }
}
