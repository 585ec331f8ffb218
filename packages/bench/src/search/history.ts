import { certain, type ChannelId, type DomainEvent, UserId } from '@parley/domain'
import { author, create, createdIn, giving, reader, send } from '../growth/histories.ts'
import { texts } from './texts.ts'

const writer = certain(UserId, 'writer')

/** Of so many times as many channels as the reader is in there are messages. */
const share = 4

/**
 * So many messages in four times as many channels as somebody is in, some of which have far more of them than others.
 */
export function* inManyChannels(messages: number, channels: number): Generator<DomainEvent> {
  const give = giving()
  const { next, random } = texts()
  const all: Array<ChannelId> = []
  for (let n = 0; n < channels * share; n += 1) {
    const created = create(give, n % share === 0 ? [reader, writer] : [writer])
    yield* created
    all.push(createdIn(created))
  }
  for (let n = 0; n < messages; n += 1) {
    const channelId = all[Math.floor(random() ** 2 * all.length)]
    if (channelId !== undefined) yield* send(give, n % 3 === 0 ? writer : author, channelId, null, next())
  }
}
