import {
  type ChannelType,
  LimitCount,
  type RateLimitSet,
  type Timestamp,
  WindowSeconds,
} from '@parley/domain'
import { conversationType } from '@parley/domain/permissions'
import { type Limit, Moment } from './documents.ts'
import { later } from './items.ts'
import { type ChannelFacts, importer, mark, momentOf, named, personOf } from './names.ts'
import { type ChannelDocuments, type Report, tell } from './read-documents.ts'

interface TimedLimit {
  readonly key: Timestamp
  readonly event: RateLimitSet
}

/** How much each in a channel, and people in it, may send. A limit that can be none here is reported. */
export const limitsIn = (
  { channel, users }: ChannelDocuments,
  { at: began, tenantId, channelId }: ChannelFacts,
  channelType: ChannelType,
  report: Report,
): ReadonlyArray<TimedLimit> => {
  const said = (): Limit | null => {
    const { rateLimit, rateLimitWindow, rateLimitTimeout, updatedAt, createdAt } = channel.document
    // 0 is none, as it is with other systems.
    if (rateLimit === undefined || rateLimit === null || rateLimit === 0) return null
    const windowSeconds = Math.ceil((rateLimitWindow ?? 0) / 1_000)
    const isEndless = rateLimitTimeout === undefined || rateLimitTimeout === null
    const isOne =
      LimitCount.is(rateLimit) &&
      WindowSeconds.is(windowSeconds) &&
      (isEndless || Moment.is(rateLimitTimeout)) &&
      channelType !== conversationType
    if (isOne) {
      const until = isEndless ? null : momentOf(rateLimitTimeout)
      return { at: momentOf(updatedAt ?? createdAt), by: importer, limit: rateLimit, windowSeconds, until }
    }
    tell(report, channel, 'its rateLimit can be none here: it is left out', 'mended')
    return null
  }
  const setting = (
    limit: Limit,
    userId: RateLimitSet['userId'],
    commandId: RateLimitSet['commandId'],
  ): TimedLimit => {
    const { at, by, limit: most, windowSeconds, until } = limit
    const is = { userId, limit: most, windowSeconds, until }
    const event: RateLimitSet = { type: 'RateLimitSet', tenantId, channelId, by, at, commandId, ...is }
    return { key: later(at, began), event }
  }
  const { parley } = channel.document
  const ofChannel = parley === undefined ? said() : parley.limit
  const ofPeople = [...users].flatMap(([id, found]) => {
    const userId = personOf(id)
    const limit = found.document.parley?.limit ?? null
    // Who can be nobody here was reported with the members.
    if (limit === null || userId === undefined) return []
    return [setting(limit, userId, named('limit', mark(userId)))]
  })
  return ofChannel === null
    ? ofPeople
    : [setting(ofChannel, null, named('limit-channel', channelId)), ...ofPeople]
}
