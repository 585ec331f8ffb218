import type { ChannelId, Rejection, Revision } from '@parley/domain'
import { inHindsight, type Live, type LiveUpdate, snapshotInHindsight, snapshotWithout } from '@parley/live'
import type { ChannelSnapshot } from '@parley/read-models'
import type { Beginning } from './beginning.ts'
import { addressedTo, deliverTo, miss, passOn } from './deliver.ts'
import type { Receipts } from './receipts.ts'
import type { Registry } from './registry.ts'
import { toldTo, type Watch } from './watch.ts'

/**
 * What a watch begins with, as it is told: nothing in it says what was taken back since it was read. Of one that has
 * missed something while it held, no more is told than keeps the order; `missed` is said of it next.
 */
export type Begun = { readonly channelId: ChannelId } & (
  | {
      readonly _tag: 'delta'
      readonly revision: Revision
      readonly updates: ReadonlyArray<LiveUpdate>
      readonly isLive: boolean
    }
  | { readonly _tag: 'snapshot'; readonly snapshot: ChannelSnapshot; readonly isLive: boolean }
  | { readonly _tag: 'rejected'; readonly rejection: Rejection; readonly isLive: false }
)

/** A watch whose beginning is read, and not told yet. */
export interface Ready {
  readonly watch: Watch
  readonly beginning: Beginning
  /** Whether it is to be told what members have read. */
  readonly receipts: boolean
}

/**
 * Lets watches of one session go live, and has its door told what each begins with. All in one step, so that nothing
 * comes between that, what was held back and what is live from now on.
 */
export const goLive = (
  {
    registry,
    live,
    receipts,
  }: {
    readonly registry: Registry
    readonly live: Pick<Live, 'waiting' | 'takenBackAfter'>
    readonly receipts: Pick<Receipts, 'begin'>
  },
  ready: ReadonlyArray<Ready>,
  tell: (begun: ReadonlyArray<Begun>) => void,
): void => {
  const all = ready.map(({ watch, beginning, receipts: isAsked }) => {
    const held = watch.held ?? []
    // It ended while it held: something was left out meanwhile, and it has to begin once more.
    const missed = watch.overflowed || watch.ended
    const upTo = upToOf(beginning)
    if (missed || beginning._tag === 'rejected') registry.end(watch)
    else registry.goLive(watch, upTo)
    if (beginning._tag === 'delta' && !missed) toldTo(watch.session, beginning.updates.at(-1))
    const { tenantId, channelId } = watch.room
    const later = [...held, ...live.waiting(tenantId, channelId)].filter(({ revision }) => revision > upTo)
    const begun = missed ? begunWithout(live, watch, beginning) : begunWith(channelId, beginning, later)
    return { watch, held, missed, begun, isAsked }
  })
  tell(all.map(({ begun }) => begun))
  for (const { watch, held, missed, isAsked } of all) {
    const { session } = watch
    if (missed) miss(registry, watch)
    else if (watch.ended) deliverTo(session, addressedTo(session, held))
    else deliverTo(session, passOn(registry, watch, held))
    if (isAsked && !watch.ended) receipts.begin(watch)
  }
}

/** Ends a watch that holds and is not to go live. What was held and is addressed to its person reaches them. */
export const giveUp = (registry: Registry, watch: Watch): void => {
  const held = watch.held ?? []
  registry.end(watch)
  deliverTo(watch.session, addressedTo(watch.session, held))
}

const begunWith = (channelId: ChannelId, beginning: Beginning, later: ReadonlyArray<LiveUpdate>): Begun => {
  switch (beginning._tag) {
    case 'delta': {
      const { _tag, revision, updates } = beginning
      return { _tag, channelId, revision, updates: inHindsight(updates, later), isLive: true }
    }
    case 'snapshot': {
      const { _tag, snapshot } = beginning
      return { _tag, channelId, snapshot: snapshotInHindsight(snapshot, later), isLive: true }
    }
    case 'rejected':
      return { _tag: beginning._tag, channelId, rejection: beginning.rejection, isLive: false }
    default:
      return beginning satisfies never
  }
}

/** Where more came since than was held: what of a snapshot was taken back by it is known all the same, or none is told. */
const begunWithout = (
  live: Pick<Live, 'takenBackAfter'>,
  { session: { tenantId, userId }, room: { channelId } }: Watch,
  beginning: Beginning,
): Begun => {
  switch (beginning._tag) {
    case 'delta':
      return { _tag: 'delta', channelId, revision: beginning.after, updates: [], isLive: false }
    case 'snapshot': {
      const { snapshot } = beginning
      const taken = live.takenBackAfter(tenantId, userId, snapshot.conversation.channel.position)
      const told = taken === undefined ? withoutWords(snapshot) : snapshotWithout(snapshot, taken)
      return { _tag: 'snapshot', channelId, snapshot: told, isLive: false }
    }
    case 'rejected':
      return { _tag: 'rejected', channelId, rejection: beginning.rejection, isLive: false }
    default:
      return beginning satisfies never
  }
}

/** A snapshot that says nothing that anybody said. It is for a moment: the watch has to begin anew. */
const withoutWords = (snapshot: ChannelSnapshot): ChannelSnapshot => {
  const { conversation } = snapshot
  const channel = { ...conversation.channel, name: null, description: '' }
  return {
    ...snapshot,
    conversation: { ...conversation, channel, lastMessage: null },
    messages: [],
    more: true,
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
