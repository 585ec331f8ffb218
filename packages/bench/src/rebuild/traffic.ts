import { type DomainEvent, certain, type ChannelId, mainFeed, type MessageId, UserId } from '@parley/domain'
import { everyonesChannelType } from '@parley/domain/permissions'
import * as E from 'fp-ts/lib/Either.js'
import { giving } from '../measure/giving.ts'

/** How much people say, and where. */
export interface Traffic {
  readonly events: number
  readonly channels: number
  readonly people: number
}

/** What was said: a message, or a reaction to one. */
interface Made {
  readonly id: MessageId
  readonly by: UserId
}

/** A channel as those who write in it know it. */
interface Room {
  readonly id: ChannelId
  /** The first began it, and stays. */
  readonly members: Array<UserId>
  /** What was sent, in order; its place is its segment. */
  readonly sent: Array<Made>
  /** What was sent at the top of threads. */
  readonly tops: Array<Made>
  readonly reactions: Array<Made & { readonly name: string }>
}

/** Numbers from 0 up to 1, always the same ones. */
const numbers = (seed: number): (() => number) => {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const words = 'the quick brown fox jumps over the lazy dog and then has a cup of tea with all who came'.split(
  ' ',
)
const names = ['👍', '🎉', ':eyes:', '😂']

/** People who give commands at random, the same each time, and the world as the deciders have it after these. */
class Crowd {
  readonly #give = giving()
  #given = 0
  readonly #traffic: Traffic
  readonly #next = numbers(1)

  constructor(planned: Traffic) {
    this.#traffic = planned
  }

  #below(most: number): number {
    return Math.floor(this.#next() * most)
  }

  #anyOf<A>(list: ReadonlyArray<A>): A | undefined {
    return list[this.#below(list.length)]
  }

  #person(): UserId {
    return certain(UserId, `person-${this.#below(this.#traffic.people)}`)
  }

  /** Mostly one of the latest; of every tenth time any. */
  #oneOf<A>(list: ReadonlyArray<A>): A | undefined {
    const latest = Math.min(30, list.length)
    return this.#next() < 0.1 ? this.#anyOf(list) : list[list.length - 1 - this.#below(latest)]
  }

  #text(): { readonly kind: 'text'; readonly text: string } {
    return {
      kind: 'text',
      text: Array.from({ length: 3 + this.#below(20) }, () => this.#anyOf(words)).join(' '),
    }
  }

  /** What a command comes to; nothing where it is turned down. */
  #events(by: UserId, wire: Readonly<Record<string, unknown>>): ReadonlyArray<DomainEvent> {
    this.#given += 1
    return E.getOrElse((): ReadonlyArray<DomainEvent> => [])(this.#give(by, wire))
  }

  begin(n: number): { readonly room: Room; readonly events: ReadonlyArray<DomainEvent> } {
    const by = this.#person()
    const others = Array.from({ length: 2 + this.#below(40) }, () => this.#person())
    const events = this.#events(by, {
      type: 'CreateChannel',
      channelType: everyonesChannelType,
      name: `channel ${n}`,
      description: '',
      members: others,
    })
    const [first] = events
    if (first?.type !== 'ChannelCreated') throw new Error('a channel was not begun')
    const members = [...new Set([by, ...others])]
    return { events, room: { id: first.channelId, members, sent: [], tops: [], reactions: [] } }
  }

  /** Something that happens in a channel, or nothing. */
  happens(room: Room): ReadonlyArray<DomainEvent> {
    const by = this.#anyOf(room.members)
    const what = this.#next()
    const message = this.#oneOf(room.sent)
    if (by === undefined) return []
    if (what < 0.5 || message === undefined) return this.#send(room, by)
    const about = { channelId: room.id, messageId: message.id }
    if (what < 0.58) return this.#events(message.by, { type: 'EditMessage', ...about, body: this.#text() })
    if (what < 0.61) return this.#events(message.by, { type: 'DeleteMessage', ...about })
    if (what < 0.79) return this.#react(room, what < 0.76 ? { ...about, by } : undefined)
    if (what < 0.96) {
      const segment = room.sent.length
      return this.#events(by, { type: 'MarkRead', channelId: room.id, feedId: mainFeed, segment })
    }
    if (what < 0.99) return this.#comeOrGo(room, what < 0.98)
    const description = `about ${this.#given}`
    return this.#events(room.members[0] ?? by, { type: 'DescribeChannel', channelId: room.id, description })
  }

  #send({ id: channelId, sent, tops }: Room, by: UserId): ReadonlyArray<DomainEvent> {
    const parentId = (this.#next() < 0.25 ? this.#oneOf(tops) : undefined)?.id ?? null
    const body = this.#text()
    const events = this.#events(by, { type: 'SendMessage', channelId, feedId: mainFeed, parentId, body })
    const [first] = events
    if (first?.type !== 'MessageSent') return events
    sent.push({ id: first.messageId, by })
    if (parentId === null) tops.push({ id: first.messageId, by })
    return events
  }

  /** Reacts to a message, or else takes a reaction back. */
  #react(
    { id: channelId, reactions }: Room,
    to: { readonly messageId: MessageId; readonly by: UserId } | undefined,
  ): ReadonlyArray<DomainEvent> {
    if (to !== undefined) {
      const name = this.#anyOf(names) ?? ''
      const events = this.#events(to.by, { type: 'AddReaction', channelId, messageId: to.messageId, name })
      if (events.length > 0) reactions.push({ id: to.messageId, by: to.by, name })
      return events
    }
    const made = this.#oneOf(reactions)
    if (made === undefined) return []
    const { id: messageId, by, name } = made
    return this.#events(by, { type: 'RemoveReaction', channelId, messageId, name })
  }

  #comeOrGo({ id: channelId, members }: Room, comes: boolean): ReadonlyArray<DomainEvent> {
    if (comes) {
      const stranger = this.#person()
      const events = this.#events(stranger, { type: 'JoinChannel', channelId })
      if (events.length > 0) members.push(stranger)
      return events
    }
    if (members.length < 3) return []
    const [leaving] = members.splice(1 + this.#below(members.length - 1), 1)
    return leaving === undefined ? [] : this.#events(leaving, { type: 'LeaveChannel', channelId })
  }

  /** Some channels have much more said in them than others. */
  roomOf(rooms: ReadonlyArray<Room>): Room | undefined {
    return rooms[Math.floor(this.#next() ** 2 * rooms.length)]
  }
}

/**
 * What happens in channels where people send, reply, edit, delete, react, read, come and go, as the deciders have it;
 * always the same. Half of it are messages, a quarter of these replies; most else is about what was said lately, a tenth
 * about anything that was ever said.
 */
export function* traffic(options: Traffic): Generator<DomainEvent> {
  const crowd = new Crowd(options)
  const rooms: Array<Room> = []
  for (let made = 0; made < options.events; ) {
    const begun = rooms.length < options.channels ? crowd.begin(rooms.length) : undefined
    if (begun !== undefined) rooms.push(begun.room)
    const room = crowd.roomOf(rooms)
    const events = begun?.events ?? (room === undefined ? [] : crowd.happens(room))
    yield* events.slice(0, options.events - made)
    made += events.length
  }
}
