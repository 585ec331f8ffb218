import { ChannelId, eventTypes, Position, TenantId } from '@parley/domain'
import { type EventType, maxPartitions, type Partition } from '@parley/replay'
import * as E from 'fp-ts/lib/Either.js'
import type * as t from 'io-ts'

/** What is written behind the options of `parley events`, as it was typed. */
export interface Typed {
  readonly types?: string
  readonly tenant?: string
  readonly channel?: string
  readonly partition?: string
  readonly from?: string
  readonly to?: string
  readonly positions?: string
}

/** The same, read. */
export interface Asked {
  readonly types?: ReadonlyArray<EventType>
  readonly tenantId?: TenantId
  readonly channelId?: ChannelId
  readonly partition?: Partition
  readonly from?: Position
  readonly to?: Position
  readonly positions?: number
}

type Read<A> = (text: string) => A | undefined

const decoded =
  <A>(codec: t.Type<A, unknown>): Read<A> =>
  (text) => {
    const value = codec.decode(text)
    return E.isRight(value) ? value.right : undefined
  }

const whole: Read<number> = (text) => (/^\d{1,16}$/.test(text) ? Number(text) : undefined)

const position: Read<Position> = (text) => {
  const number = whole(text)
  return Position.is(number) ? number : undefined
}

const isType = (name: string): name is EventType => eventTypes.some((type) => type === name)

const types: Read<ReadonlyArray<EventType>> = (text) => {
  const names = text.split(',')
  return names.every(isType) ? [...new Set(names)] : undefined
}

const partition: Read<Partition> = (text) => {
  const [, n = Number.NaN, of = Number.NaN] = (/^(\d{1,4})\/(\d{1,4})$/.exec(text) ?? []).map(Number)
  return n >= 1 && n <= of && of <= maxPartitions ? { n, of } : undefined
}

/** For each option what it becomes, and what it has to be. */
const options: {
  readonly [Name in keyof Typed]-?: {
    readonly as: keyof Asked
    readonly read: Read<unknown>
    readonly expected: string
  }
} = {
  types: {
    as: 'types',
    read: types,
    expected: `types of events with commas between: ${eventTypes.join(', ')}`,
  },
  tenant: { as: 'tenantId', read: decoded(TenantId), expected: '1 to 64 of a-z 0-9 _ -' },
  channel: {
    as: 'channelId',
    read: decoded(ChannelId),
    expected: 'the id of a channel, a UUID in lower case',
  },
  partition: {
    as: 'partition',
    read: partition,
    expected: `n/N, such as 1/4: a part from 1 on, of at most ${maxPartitions}`,
  },
  from: { as: 'from', read: position, expected: 'a position, a whole number from 0' },
  to: { as: 'to', read: position, expected: 'a position, a whole number from 0' },
  positions: {
    as: 'positions',
    read: (text) => whole(text) || undefined,
    expected: 'how many positions a file covers, a whole number from 1',
  },
}

/** Reads the options; left: which one is wrong, and what it should be. */
export const askedOf = (typed: Typed): E.Either<string, Asked> => {
  const asked: Record<string, unknown> = {}
  for (const [name, { as, read, expected }] of Object.entries(options)) {
    const text: unknown = Reflect.get(typed, name)
    if (typeof text !== 'string') continue
    const value = read(text)
    if (value === undefined) return E.left(`--${name} ${text} is not ${expected}.`)
    asked[as] = value
  }
  const { from, to }: Asked = asked
  if (from !== undefined && to !== undefined && to < from)
    return E.left(`--to ${to} is before --from ${from}.`)
  return E.right(asked)
}
