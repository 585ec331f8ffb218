import type { ChannelId, Position, UserId } from '@parley/domain'
import type { AsOf, Queries, ReceiptsIn } from '@parley/read-models'
import type { Clock } from '@parley/runtime'
import * as E from 'fp-ts/lib/Either.js'
import type { ToldReceipts } from './told-receipts.ts'
import type { Room, Watch } from './watch.ts'

/** Tells those who watch a channel, and asked for it, what its members have read. */
export interface Receipts {
  /** A watch that asked for it is live: it is told of all members. */
  readonly begin: (watch: Watch) => void
  /** What others may know of the reading of these people in a channel may be another, as of a position. */
  readonly changed: (room: Room | undefined, people: ReadonlyArray<UserId>, position: Position) => void
}

export interface ReceiptsParts {
  readonly queries: Pick<Queries, 'memberReceipts'>
  readonly clock: Pick<Clock, 'later'>
  /** So many milliseconds a channel rests after it was read. */
  readonly every: number
  /** A session does not take what it would be told: it is to begin anew. */
  readonly miss: (watch: Watch) => void
}

/** A channel of which somebody wants to be told. */
interface Telling {
  /** Whether each has been told of all members. */
  readonly watches: Map<Watch, boolean>
  /** Of whom something is to be told. */
  due: Set<UserId>
  /** It is read no sooner than here. */
  position: Position
  /** It is being read, or was just now. */
  isBusy: boolean
  wasTooLarge: boolean
}

/**
 * RECEIPT-9: a channel is read at once where it was quiet, and then once after each rest, however many people read on in
 * it: with one question, and one list for all who are told.
 */
export const receipts = ({ queries, clock, every, miss }: ReceiptsParts): Receipts => {
  const rooms = new WeakMap<Room, Telling>()

  const look = (room: Room, telling: Telling): void => {
    if (telling.isBusy) return
    for (const watch of telling.watches.keys()) if (watch.ended) telling.watches.delete(watch)
    if (telling.watches.size === 0) rooms.delete(room)
    else if (telling.due.size > 0 || hasNew(telling)) void read(room, telling)
  }

  const read = async (room: Room, telling: Telling): Promise<void> => {
    telling.isBusy = true
    const asked = telling.due
    const there = new Set(telling.watches.keys())
    const isWhole = hasNew(telling)
    telling.due = new Set()
    const people = isWhole ? 'all' : [...asked]
    const answer = await queries.memberReceipts(room, people, telling.position)()
    // What could not be read is still to be told.
    if (E.isLeft(answer)) for (const userId of asked) telling.due.add(userId)
    else tell(room.channelId, telling, { asked, there, isWhole }, answer.right)
    clock.later(every, () => {
      telling.isBusy = false
      look(room, telling)
    })
  }

  const tell = (
    channelId: ChannelId,
    telling: Telling,
    { asked, there, isWhole }: Question,
    { position, value: { isTooLarge, members } }: AsOf<ReceiptsIn>,
  ): void => {
    const { watches, due } = telling
    // Of a channel that has become small enough nothing is known yet; of one too large there is nothing.
    if (isTooLarge !== telling.wasTooLarge) for (const watch of watches.keys()) watches.set(watch, false)
    telling.wasTooLarge = isTooLarge
    // Who has read on meanwhile, or is a member no more, is read again.
    const known = members.filter(({ userId }) => !due.has(userId))
    const found = new Set(members.map(({ userId }) => userId))
    const gone = [...asked].filter((userId) => !found.has(userId) && !due.has(userId))
    const all: ToldReceipts = { channelId, position, whole: true, members: known, gone: [] }
    const some: ToldReceipts = {
      channelId,
      position,
      whole: false,
      members: known.filter(({ userId }) => asked.has(userId)),
      gone,
    }
    const isSomething = some.members.length + gone.length > 0
    for (const [watch, knowsAll] of watches) {
      const one = knowsAll ? isSomething && some : (isWhole || isTooLarge) && there.has(watch) && all
      if (one === false || watch.ended) continue
      if (watch.session.listener.isSlow()) {
        miss(watch)
        continue
      }
      watches.set(watch, true)
      watch.session.listener.receipts(one)
    }
  }

  return {
    begin: (watch) => {
      const { room, session } = watch
      const telling = rooms.get(room) ?? nothingTold()
      rooms.set(room, telling)
      telling.watches.set(watch, false)
      if (session.toldTo > telling.position) telling.position = session.toldTo
      look(room, telling)
    },
    changed: (room, people, position) => {
      const telling = room === undefined ? undefined : rooms.get(room)
      if (room === undefined || telling === undefined) return
      for (const userId of people) telling.due.add(userId)
      if (position > telling.position) telling.position = position
      look(room, telling)
    },
  }
}

/** What was asked: of whom something was to be told, who watched then, and whether it was asked of all members. */
interface Question {
  readonly asked: ReadonlySet<UserId>
  readonly there: ReadonlySet<Watch>
  readonly isWhole: boolean
}

const nothingTold = (): Telling => ({
  watches: new Map(),
  due: new Set(),
  position: 0 as Position,
  isBusy: false,
  wasTooLarge: false,
})

const hasNew = ({ watches }: Telling): boolean => [...watches.values()].includes(false)
