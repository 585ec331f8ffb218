import type { FeedEntry } from '@parley/change-feed'
import type { UserId } from '@parley/domain'
import { deliverTo, passOn } from '../live/deliver.ts'
import type { Client, Watch } from '../live/watch.ts'
import type { Beginning } from './beginning.ts'
import { deltaJson, notWatchedJson, snapshotJson, withOnline } from './frames.ts'
import type { SessionParts } from './parts.ts'

/** A watch whose beginning is read, and not told yet. */
export interface Ready {
  readonly watch: Watch
  readonly beginning: Beginning
  /** How long that is, roughly. */
  readonly characters: number
  /** It as JSON: `held` is what came since it was read, `online` who is there. */
  readonly json: (held: ReadonlyArray<FeedEntry>, online: ReadonlyArray<UserId>) => string
}

export const readyOf = (watch: Watch, beginning: Beginning): Ready => {
  const { channelId } = watch.room
  switch (beginning._tag) {
    case 'delta': {
      const characters = beginning.entries.reduce((sum, { json }) => sum + json.length, 0)
      return {
        watch,
        beginning,
        characters,
        json: (held, online) => deltaJson(channelId, beginning, held, online),
      }
    }
    case 'snapshot': {
      const text = snapshotJson(channelId, beginning.snapshot)
      return { watch, beginning, characters: text.length, json: (_, online) => withOnline(text, online) }
    }
    case 'rejected': {
      const text = notWatchedJson(channelId, beginning.rejection)
      return { watch, beginning, characters: text.length, json: () => text }
    }
    default:
      return beginning satisfies never
  }
}

/**
 * Lets watches go live, and tells their client so by one frame around what each begins with. All in one step, so that
 * nothing comes between that, what was held back and what is live from now on.
 */
export const beginWatching = (
  { registry, ephemeral, limits }: Pick<SessionParts, 'registry' | 'ephemeral' | 'limits'>,
  client: Client,
  ready: ReadonlyArray<Ready>,
  frame: (channels: ReadonlyArray<string>) => string,
): void => {
  const begun = ready.map(({ watch, beginning, json }) => {
    const held = watch.held ?? []
    // It ended while it held: something was left out meanwhile, and its client has to begin once more.
    const missed = watch.overflowed || watch.ended
    if (missed || beginning._tag === 'rejected') registry.end(watch)
    else registry.goLive(watch, beginning.revision)
    return { watch, held, missed, json }
  })
  const online = ({ presence, room }: Watch): ReadonlyArray<UserId> =>
    presence ? ephemeral.online(room).slice(0, limits.onlineTold) : []
  client.push(frame(begun.map(({ watch, held, json }) => json(held, online(watch)))))
  for (const { watch, held, missed } of begun) {
    const { channelId } = watch.room
    if (missed) client.leaveOut(channelId)
    else if (watch.ended) deliverTo(client, addressed(watch, held), limits)
    else deliverTo(client, passOn(registry, watch, held, limits), limits)
  }
}

/** What was held back and is somebody's own: it reaches them although they do not watch. */
export const addressed = ({ client }: Watch, held: ReadonlyArray<FeedEntry>): ReadonlyArray<FeedEntry> =>
  held.filter(({ userIds }) => userIds.includes(client.userId))
