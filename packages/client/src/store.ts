import type { ChannelId, UserId } from '@parley/domain'
import type { Update } from '@parley/protocol'
import { applyUpdates, type FollowUp } from './state/apply-updates.ts'
import { type ClientState, initialState, withoutArrived } from './state/client-state.ts'

/** Holds the state, tells who listens that there is another, and lets answers catch up with updates they missed. */
export interface Store {
  readonly get: () => ClientState
  readonly set: (change: (state: ClientState) => Partial<ClientState>) => void
  readonly listen: (listener: () => void) => () => void
  /** Takes updates in, and says what has to be asked for. */
  readonly apply: (updates: ReadonlyArray<Update>, me: UserId) => ReadonlyArray<FollowUp>
  /** Runs a question; its answer comes with the updates of its channel, or of all, that came while it was under way. */
  readonly recording: <A>(
    channelId: ChannelId | 'all',
    question: () => Promise<A>,
  ) => Promise<{ readonly answer: A; readonly meanwhile: ReadonlyArray<Update> }>
}

export const clientStore = (): Store => {
  let state = initialState
  const listeners = new Set<() => void>()
  const recordings = new Set<{ readonly of: ChannelId | 'all'; readonly updates: Update[] }>()
  const replace = (next: ClientState): void => {
    state = withoutArrived(next)
    for (const listener of listeners) listener()
  }
  return {
    get: () => state,
    set: (change) => replace({ ...state, ...change(state) }),
    listen: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    apply: (updates, me) => {
      for (const recording of recordings)
        for (const update of updates)
          if (recording.of === 'all' || recording.of === update.event.channelId)
            recording.updates.push(update)
      const applied = applyUpdates(state, updates, me)
      replace(applied.state)
      return applied.followUps
    },
    recording: async (of, question) => {
      const recording = { of, updates: [] }
      recordings.add(recording)
      const answer = await question().finally(() => recordings.delete(recording))
      return { answer, meanwhile: recording.updates }
    },
  }
}
