import type { ChannelName, Description } from './channel/channel-facts.ts'
import type { FeedName } from './feeds/feed-name.ts'
import type { Nickname } from './membership/nickname.ts'
import type { ReactionName } from './reactions/reaction-name.ts'
import type { ChannelId, FeedId, MessageId, UserId } from './values/ids.ts'

interface Instead<Value> {
  readonly instead: Value
}

/** What an event takes back: all that was said of it before. Of some of these it says something `instead`. */
export type TakenBack =
  /** The text of a message. */
  | { readonly kind: 'text'; readonly messageId: MessageId }
  /** Everybody's reactions to a message. */
  | { readonly kind: 'reactions'; readonly messageId: MessageId }
  /** One person's reaction to a message by one name. */
  | {
      readonly kind: 'reaction'
      readonly messageId: MessageId
      readonly by: UserId
      readonly name: ReactionName
    }
  /** All that was said in a feed, and everybody's reactions to it. */
  | { readonly kind: 'feed'; readonly channelId: ChannelId; readonly feedId: FeedId }
  /** The name of a feed. */
  | ({
      readonly kind: 'feedName'
      readonly channelId: ChannelId
      readonly feedId: FeedId
    } & Instead<FeedName>)
  /** The name of a channel. */
  | ({ readonly kind: 'channelName'; readonly channelId: ChannelId } & Instead<ChannelName>)
  /** What a member is called in a channel. */
  | ({
      readonly kind: 'nickname'
      readonly channelId: ChannelId
      readonly userId: UserId
    } & Instead<Nickname | null>)
  /** What a channel is about. */
  | ({ readonly kind: 'channelDescription'; readonly channelId: ChannelId } & Instead<Description>)

type WithoutInstead<Taken> = Taken extends Instead<unknown> ? Omit<Taken, 'instead'> : Taken

/** A matter of which nothing is said any more once it was taken back. */
export type LostMatter = Exclude<TakenBack, Instead<unknown>>

/** A matter of which a value of this type is said once it was taken back. */
export type ReplacedMatter<Value> = WithoutInstead<Extract<TakenBack, Instead<Value>>>

/** What an event says something of that a later one may take back. */
export type Matter = LostMatter | ReplacedMatter<unknown>

/** What tells a matter from all others, as one text. No id and no name holds a line feed. */
export const matterKey = (matter: Matter): string => {
  switch (matter.kind) {
    case 'text':
    case 'reactions':
      return `${matter.kind}\n${matter.messageId}`
    case 'reaction':
      return `${matter.kind}\n${matter.messageId}\n${matter.by}\n${matter.name}`
    case 'nickname':
      return `${matter.kind}\n${matter.channelId}\n${matter.userId}`
    case 'feed':
    case 'feedName':
      return `${matter.kind}\n${matter.channelId}\n${matter.feedId}`
    case 'channelName':
    case 'channelDescription':
      return `${matter.kind}\n${matter.channelId}`
    default:
      return matter satisfies never
  }
}

/**
 * Whether what takes it back says it once more: a reaction is told from others by nothing but what it says. Of such a
 * matter both are told, as they were said: who counts up by the one counts down by the other.
 */
export const isSaidAgain = ({ kind }: Matter): boolean => {
  switch (kind) {
    case 'reaction':
      return true
    case 'text':
    case 'reactions':
    case 'nickname':
    case 'feed':
    case 'feedName':
    case 'channelName':
    case 'channelDescription':
      return false
    default:
      return kind satisfies never
  }
}
