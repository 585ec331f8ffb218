import type { ChannelId, UserId } from '@parley/domain'
import type { Update, Watched } from '@parley/contract'
import type { ServerFrame } from '@parley/protocol'
import type { Person, Sessions } from './sessions.ts'

/**
 * A client that keeps only what it needs to find every gap and every repeat: of each channel, the last revision that
 * it has. It comes back after each cut with that, and takes what it is sent one frame at a time, later.
 */
export interface Device {
  readonly connect: () => void
  /** The connection is gone, with all that was on its way. */
  readonly cut: () => void
  readonly setSlow: (slow: boolean) => void
  /** Asks for its channels again, though nothing went wrong. */
  readonly watchAgain: () => void
  /** Takes the next frame that has come, if there is one. */
  readonly take: () => boolean
  readonly isUpToDate: () => boolean
  readonly isConnected: () => boolean
}

interface ChannelHeld {
  last: number | undefined
  watching: boolean
}

export const device = (all: Sessions, name: UserId, channels: ReadonlyArray<ChannelId>): Device => {
  const { world } = all
  const held = new Map(
    channels.map((channelId): [ChannelId, ChannelHeld] => [channelId, { last: undefined, watching: false }]),
  )
  let person: Person | undefined
  let queue: Array<ServerFrame> = []
  let ids = 0
  const asked = new Map<number, ReadonlyMap<ChannelId, number | undefined>>()
  let answered: Array<ChannelId> = []

  const fail = (problem: string, about: unknown): never => {
    throw new Error(`${name}: ${problem}: ${JSON.stringify(about)}`)
  }
  const heldOf = (channelId: ChannelId): ChannelHeld =>
    held.get(channelId) ?? fail('unknown channel', channelId)
  const subscribe = (channelIds: ReadonlyArray<ChannelId>): void => {
    ids += 1
    const afters = new Map(channelIds.map((channelId) => [channelId, heldOf(channelId).last]))
    asked.set(ids, afters)
    const wishes = [...afters].map(([channelId, after]) => ({
      channelId,
      ...(after === undefined ? {} : { after }),
    }))
    person?.say({ type: 'subscribe', id: ids, channels: wishes })
  }

  /** Whether somebody may see an update that comes by itself: a member as of it, or by it no longer. */
  const mayHave = (channelId: ChannelId, { revision }: Update): boolean => {
    const comings = world.entries.filter(
      (entry) =>
        entry.channelId === channelId &&
        entry.audience === 'watchers' &&
        entry.userIds.includes(name) &&
        entry.revision <= revision,
    )
    const last = comings.at(-1)
    return last?.event.type === 'MemberJoined' || last?.revision === revision
  }
  const update = (one: Update): void => {
    const { channelId, revision, cause, own } = one
    if (own) {
      if (cause.by !== name) fail('was told what another read', one)
      return
    }
    const mine = heldOf(channelId)
    const self = one.changes.find((change) => change.row === 'member' && change.userId === name)
    const joins = self?.put !== undefined
    const leaves = self?.remove === true
    if (!mine.watching) {
      if (!joins && !leaves) fail('was told of a channel that it does not watch', one)
      if (joins) subscribe([channelId])
      return
    }
    if (revision !== (mine.last ?? -1) + 1) fail(`has ${mine.last} and was sent`, one)
    if (!mayHave(channelId, one)) fail('was told what it may not know', one)
    mine.last = revision
    if (leaves) mine.watching = false
  }
  /** Requests are answered in their order, each in parts: these are of the first that waits. */
  const begin = (begun: ReadonlyArray<Watched>): void => {
    const [first] = asked.values()
    const afters = first ?? fail('an answer to nothing', begun)
    answered.push(...begun.map(({ channelId }) => channelId))
    for (const one of begun) {
      const mine = heldOf(one.channelId)
      mine.watching = one._tag !== 'rejected'
      if (one._tag === 'rejected') continue
      if (one._tag === 'delta') {
        const after = afters.get(one.channelId) ?? fail('a delta on nothing', one)
        const expected = Array.from({ length: one.revision - after }, (_, n) => after + 1 + n)
        if (one.updates.map(({ revision }) => revision).join() !== expected.join())
          fail(`asked for what came after ${after} and was sent`, one)
      }
      const last = mine.last ?? -1
      // A delta goes on from what was asked for, and may tell once more what came meanwhile, or none of it.
      if (one._tag === 'snapshot' && one.revision < last) fail(`has ${last} and was set back`, one)
      mine.last = Math.max(last, one.revision)
    }
  }
  const receive = (frame: ServerFrame): void => {
    switch (frame.type) {
      case 'authenticated':
        return subscribe(channels)
      case 'watched':
        return begin(frame.channels)
      case 'subscribed': {
        begin(frame.channels)
        const afters = asked.get(frame.id) ?? fail('an answer to nothing', frame.id)
        if (answered.toSorted().join() !== [...afters.keys()].toSorted().join())
          fail('not the channels that were asked for', answered)
        asked.delete(frame.id)
        answered = []
        return
      }
      case 'updates':
        return frame.updates.forEach(update)
      case 'resync':
        for (const channelId of frame.channelIds) heldOf(channelId).watching = false
        return subscribe(frame.channelIds)
      case 'accepted':
      case 'rejected':
      case 'result':
      case 'unsubscribed':
      case 'error':
      case 'people':
      case 'typing':
      case 'presence':
      case 'receipts':
        return fail('an unexpected frame', frame)
      default:
        return frame satisfies never
    }
  }
  return {
    connect: () => {
      person = all.open()
      person.socket.onFrame = (frame) => queue.push(frame)
      ids += 1
      person.say({ type: 'authenticate', id: ids, version: 1, token: name })
    },
    cut: () => {
      person?.session.closed()
      person = undefined
      queue = []
      asked.clear()
      answered = []
      for (const mine of held.values()) mine.watching = false
    },
    setSlow: (slow) => {
      if (person === undefined) return
      person.socket.buffered = slow ? Number.MAX_SAFE_INTEGER : 0
      if (!slow) person.session.drained()
    },
    watchAgain: () => {
      if ([...held.values()].every(({ watching }) => watching)) subscribe(channels)
    },
    take: () => {
      const frame = queue.shift()
      if (frame !== undefined) receive(frame)
      return frame !== undefined
    },
    isConnected: () => person !== undefined,
    isUpToDate: () =>
      queue.length === 0 &&
      [...held].every(
        ([channelId, { last, watching }]) => watching && (last ?? -1) === world.revision(channelId),
      ),
  }
}
