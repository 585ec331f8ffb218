import type { UserId } from '@parley/domain'
import type { Beginning } from '@parley/engine'
import { type LiveUpdate, snapshotInHindsight } from '@parley/live'
import { deliverTo, passOn, toldTo } from '../live/deliver.ts'
import type { Client, Watch } from '../live/watch.ts'
import { deltaJson, notWatchedJson, snapshotJson, withOnline } from './frames.ts'
import type { SessionParts } from './parts.ts'

/** A watch whose beginning is read, and not told yet. */
export interface Ready {
  readonly watch: Watch
  readonly beginning: Beginning
  /** How long that is, roughly. */
  readonly characters: number
  /** It as JSON: `later` is what came since it was read, `online` who is there. */
  readonly json: (later: ReadonlyArray<LiveUpdate>, online: ReadonlyArray<UserId>) => string
  /** It where more came since than is known any more: without what that may have taken back. */
  readonly jsonOfMissed: () => string
}

export const readyOf = (watch: Watch, beginning: Beginning): Ready => {
  const { channelId } = watch.room
  switch (beginning._tag) {
    case 'delta': {
      const { after, updates } = beginning
      return {
        watch,
        beginning,
        characters: updates.reduce((sum, { json }) => sum + json.length, 0),
        json: (later, online) => deltaJson(channelId, beginning, later, online),
        jsonOfMissed: () => deltaJson(channelId, { revision: after, updates: [] }, [], []),
      }
    }
    case 'snapshot': {
      const { snapshot } = beginning
      const text = snapshotJson(channelId, snapshot)
      const json: Ready['json'] = (later, online) => {
        const told = snapshotInHindsight(snapshot, later)
        return withOnline(told === snapshot ? text : snapshotJson(channelId, told), online)
      }
      return { watch, beginning, characters: text.length, json, jsonOfMissed: () => withOnline(text, []) }
    }
    case 'rejected': {
      const text = notWatchedJson(channelId, beginning.rejection)
      return { watch, beginning, characters: text.length, json: () => text, jsonOfMissed: () => text }
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
  { registry, engine, ephemeral, limits }: Pick<SessionParts, 'registry' | 'engine' | 'ephemeral' | 'limits'>,
  client: Client,
  ready: ReadonlyArray<Ready>,
  frame: (channels: ReadonlyArray<string>) => string,
): void => {
  const online = ({ presence, room }: Watch): ReadonlyArray<UserId> =>
    presence ? ephemeral.online(room).slice(0, limits.onlineTold) : []
  const begun = ready.map((one) => {
    const { watch, beginning } = one
    const held = watch.held ?? []
    // It ended while it held: something was left out meanwhile, and its client has to begin once more.
    const missed = watch.overflowed || watch.ended
    const upTo = upToOf(beginning)
    if (missed || beginning._tag === 'rejected') registry.end(watch)
    else registry.goLive(watch, upTo)
    if (beginning._tag === 'delta' && !missed) toldTo(client, beginning.updates.at(-1))
    const { tenantId, channelId } = watch.room
    const later = [...held, ...engine.live.waiting(tenantId, channelId)].filter(
      ({ revision }) => revision > upTo,
    )
    const json = (): string => (missed ? one.jsonOfMissed() : one.json(later, online(watch)))
    return { watch, held, missed, json }
  })
  client.push(frame(begun.map(({ json }) => json())))
  for (const { watch, held, missed } of begun) {
    const { channelId } = watch.room
    if (missed) client.leaveOut(channelId)
    else if (watch.ended) deliverTo(client, addressed(watch, held), limits)
    else deliverTo(client, passOn(registry, watch, held, limits), limits)
  }
}

/** Up to where a beginning tells everything. */
const upToOf = (beginning: Beginning): number => {
  switch (beginning._tag) {
    case 'delta':
      return beginning.revision
    case 'snapshot':
      return beginning.upTo
    case 'rejected':
      return -1
    default:
      return beginning satisfies never
  }
}

/** What was held back and is somebody's own: it reaches them although they do not watch. */
export const addressed = ({ client }: Watch, held: ReadonlyArray<LiveUpdate>): ReadonlyArray<LiveUpdate> =>
  held.filter(({ userIds }) => userIds.includes(client.userId))
