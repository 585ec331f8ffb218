import { type ChannelId, certain, type DomainEvent, mainFeed, type MessageId, UserId } from '@parley/domain'
import { everyonesChannelType } from '@parley/domain/permissions'
import * as E from 'fp-ts/lib/Either.js'
import { giving as givingAnything } from '../measure/giving.ts'

/** Who asks. */
export const reader = certain(UserId, 'reader')
const others = ['ada', 'bob', 'cleo'].map((name) => certain(UserId, name))
/** Who begins channels, and sends. */
export const [author = reader] = others

type Give = (by: UserId, wire: Readonly<Record<string, unknown>>) => ReadonlyArray<DomainEvent>

/** Gives commands, and throws where one is turned down. */
export const giving = (): Give => {
  const give = givingAnything()
  return (by, wire) => {
    const outcome = give(by, wire)
    if (E.isLeft(outcome)) throw new Error(`${String(wire['type'])}: ${outcome.left._tag}`)
    return outcome.right
  }
}

export const createdIn = (events: ReadonlyArray<DomainEvent>): ChannelId => {
  const [first] = events
  if (first?.type !== 'ChannelCreated') throw new Error('no channel was created')
  return first.channelId
}

export const create = (give: Give, members: ReadonlyArray<UserId>) =>
  give(author, {
    type: 'CreateChannel',
    channelType: everyonesChannelType,
    name: 'a channel',
    description: '',
    members,
  })

export const send = (
  give: Give,
  by: UserId,
  channelId: ChannelId,
  parentId: MessageId | null = null,
  text = 'and then has a cup of tea with all who came',
) =>
  give(by, {
    type: 'SendMessage',
    channelId,
    feedId: mainFeed,
    parentId,
    body: { kind: 'text', text },
  })

/** So many channels that the reader is in, two messages in each, all from the first on and then from it again. */
export function* inChannels(many: number): Generator<DomainEvent> {
  const give = giving()
  const channels: Array<ChannelId> = []
  for (let n = 0; n < many; n += 1) {
    const created = create(give, [reader])
    yield* created
    channels.push(createdIn(created))
  }
  for (let round = 0; round < 2; round += 1)
    for (const channelId of channels) yield* send(give, author, channelId)
}

/** A channel that so many people are in, four of them since it began. `found` is filled in. */
export function* inMembers(many: number, found: Partial<Long>): Generator<DomainEvent> {
  const give = giving()
  const created = create(give, [reader, ...others])
  yield* created
  const channelId = createdIn(created)
  found.channelId = channelId
  for (let n = 4; n < many; n += 1)
    yield* give(certain(UserId, `member-${n}`), { type: 'JoinChannel', channelId })
}

/** Where a channel of many messages is, and a thread in it. */
export interface Long {
  channelId: ChannelId
  rootId: MessageId
}

/**
 * A channel of so many messages, none of them read by the reader, who wrote a tenth of them. A fiftieth is deleted, and
 * of the others each fifth answers the first. A hundred people are in it. `found` is filled in.
 */
export function* inOneChannel(many: number, found: Partial<Long>): Generator<DomainEvent> {
  const give = giving()
  const silent = Array.from({ length: 96 }, (_, n) => certain(UserId, `silent-${n}`))
  const created = create(give, [reader, ...others, ...silent])
  yield* created
  const channelId = createdIn(created)
  found.channelId = channelId
  for (let n = 0; n < many; n += 1) {
    const by = n % 10 === 3 ? reader : (others[n % others.length] ?? author)
    const sent = send(give, by, channelId, n % 5 === 4 ? (found.rootId ?? null) : null)
    yield* sent
    const [message] = sent
    if (message?.type !== 'MessageSent') throw new Error('no message was sent')
    const { messageId } = message
    found.rootId ??= messageId
    if (n % 50 === 27) yield* give(by, { type: 'DeleteMessage', channelId, messageId })
  }
}
