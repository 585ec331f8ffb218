import { type Client, connect } from '@parley/client'
import type { ResultOf } from '@parley/contract'
import type { ChannelId, UserId } from '@parley/domain'
import * as E from 'fp-ts/lib/Either.js'
import { socketOver } from './sdk-socket.ts'
import type { Turns } from './turns.ts'
import type { Wire } from './wire.ts'

export type Pin = ResultOf<'pinned'>['pins'][number]

/** Somebody's client, over connections that the schedule deals with. */
export interface Device {
  readonly userId: UserId
  readonly client: Client
  /** Its present connection, or the last. */
  readonly wire: () => Wire | undefined
  /** What it knows to be pinned in the channels that are open, as a page keeps it. */
  readonly pins: ReadonlyMap<ChannelId, ReadonlyArray<Pin>>
  /** Whether all that it asks about pins is answered. */
  readonly knowsPins: () => boolean
}

/** How long it waits before another try, in milliseconds, after so many that failed. */
const wait = (failures: number): number => Math.min(5 * 2 ** failures, 500)

/** `dial`: gives a new connection to some server, where one is there. */
export const device = (userId: UserId, { clock }: Turns, dial: () => Wire | undefined): Device => {
  let wire: Wire | undefined
  const client = connect({
    url: 'ws://parley/ws',
    token: () => userId,
    openSocket: () => {
      wire = dial()
      if (wire === undefined) throw new Error('nobody is there')
      return socketOver(wire.client)
    },
    wait,
    clock: { now: clock.elapsed, later: clock.later },
    signals: () => () => {},
    onError: (error) => {
      throw error
    },
  })
  const pins = followPins(client)
  return { userId, client, wire: () => wire, ...pins }
}

/** Keeps what is pinned in channels that are open, by what the client tells of. */
const followPins = (client: Client): Pick<Device, 'pins' | 'knowsPins'> => {
  const pins = new Map<ChannelId, ReadonlyArray<Pin>>()
  const stale = new Set<ChannelId>()
  const asking = new Set<ChannelId>()
  const ask = async (channelId: ChannelId): Promise<void> => {
    if (asking.has(channelId)) return
    asking.add(channelId)
    while (stale.has(channelId) && isOpen(channelId) && client.state().status === 'online') {
      stale.delete(channelId)
      const found = await pinnedIn(client, channelId)
      if (found === undefined) {
        stale.add(channelId)
        break
      }
      if (isOpen(channelId)) pins.set(channelId, found)
    }
    asking.delete(channelId)
  }
  const isOpen = (channelId: ChannelId): boolean => client.state().timelines.get(channelId)?.loaded === true
  const look = (): void => {
    for (const channelId of client.state().timelines.keys()) {
      if (!pins.has(channelId)) stale.add(channelId)
      if (stale.has(channelId)) void ask(channelId)
    }
    for (const channelId of [...pins.keys(), ...stale])
      if (!client.state().timelines.has(channelId)) {
        pins.delete(channelId)
        stale.delete(channelId)
      }
  }
  client.subscribe(look)
  client.on('connection', look)
  client.on('changed', ({ channelId, changes }) => {
    // What a pinned message says changes too, and who may be pinned by then is being asked.
    if (
      changes === null ||
      changes.some(({ row }) => row === 'pin' || row === 'message' || row === 'reaction')
    )
      stale.add(channelId)
    look()
  })
  return {
    pins,
    knowsPins: () => {
      // What failed is asked again by who still wants to know.
      look()
      return (
        asking.size === 0 &&
        [...client.state().timelines.keys()].every(
          (channelId) => pins.has(channelId) && !stale.has(channelId),
        )
      )
    },
  }
}

/** All that is pinned in a channel; undefined where there is no answer. */
export const pinnedIn = async (
  client: Client,
  channelId: ChannelId,
): Promise<ReadonlyArray<Pin> | undefined> => {
  const found: Array<Pin> = []
  for (let more = true; more; ) {
    const after = found.at(-1)?.message.messageId
    const page = await client.query({
      type: 'pinned',
      channelId,
      ...(after === undefined ? {} : { after }),
    })
    if (E.isLeft(page)) return undefined
    found.push(...page.right.value.pins)
    more = page.right.value.more
  }
  return found
}
