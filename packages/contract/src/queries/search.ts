import { ChannelId, Timestamp, UserId } from '@parley/domain'
import * as t from 'io-ts'
import { maxSearchText } from '../limits.ts'
import { MessageView } from '../views/message.ts'
import { page, queryDefinition } from './query-definition.ts'

/** Words, parts of words, and phrases in quotes: all of them are looked for. */
const SearchText = t.refinement(t.string, (text) => text.length <= maxSearchText, 'SearchText')

/** Where a page ends: among what has all as whole words (`w`), or among the others (`p`), and at which position of the log. */
const SearchPlace = t.refinement(t.string, (place) => /^[wp]\d{1,15}$/.test(place), 'SearchPlace')

const Found = t.strict({
  message: MessageView,
  /** Where in its text it was found, in order: pairs of from and to, in UTF-16 units. */
  highlights: t.array(t.array(t.number)),
})

/**
 * Messages of the channels that one is in, by what they say: whole words first, and the latest first. Of one channel, one
 * sender, from one moment on and before another; `inThreads`: replies alone. A page may hold fewer than it might, or none,
 * and still have a `next`, which is the `after` of the next page.
 */
export const search = queryDefinition(
  'search',
  { text: SearchText },
  {
    ...page,
    channelId: ChannelId,
    senderId: UserId,
    since: Timestamp,
    until: Timestamp,
    inThreads: t.literal(true),
    after: SearchPlace,
  },
  { found: t.array(Found), next: t.union([t.string, t.null]) },
)
