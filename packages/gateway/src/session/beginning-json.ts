import type { Beginning, Begun } from '@parley/engine'
import type { ChannelId, UserId } from '@parley/domain'
import { deltaJson, notWatchedJson, snapshotJson, withOnline } from './frames.ts'

/** A beginning that is read and not told yet: how long it is, and its text, where that may be told as it is. */
export interface Prepared {
  /** In characters, roughly. */
  readonly length: number
  readonly snapshot?: { readonly of: object; readonly json: string }
}

export const prepared = (channelId: ChannelId, beginning: Beginning): Prepared => {
  switch (beginning._tag) {
    case 'delta':
      return { length: beginning.updates.reduce((sum, { json }) => sum + json.length, 0) }
    case 'snapshot': {
      const json = snapshotJson(channelId, beginning.snapshot)
      return { length: json.length, snapshot: { of: beginning.snapshot, json } }
    }
    case 'rejected':
      return { length: notWatchedJson(channelId, beginning.rejection).length }
    default:
      return beginning satisfies never
  }
}

/** What a watch begins with as a part of a frame, and who is there. */
export const begunJson = (
  begun: Begun,
  written: Prepared | undefined,
  online: ReadonlyArray<UserId>,
): string => {
  const { channelId } = begun
  switch (begun._tag) {
    case 'delta':
      return deltaJson(channelId, begun, online)
    case 'snapshot': {
      // Most often nothing was taken back since, and what was written to know its length is what is told.
      const before = written?.snapshot
      const isSame = before?.of === begun.snapshot
      return withOnline(isSame ? before.json : snapshotJson(channelId, begun.snapshot), online)
    }
    case 'rejected':
      return notWatchedJson(channelId, begun.rejection)
    default:
      return begun satisfies never
  }
}
