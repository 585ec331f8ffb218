import {
  AltText,
  Amount,
  ChannelId,
  ChannelName,
  CommandId,
  Data,
  Description,
  DisplayName,
  Digest,
  DraftText,
  Extension,
  FeedId,
  FeedName,
  FileId,
  FlagCount,
  FlagLimit,
  FileSize,
  Label,
  Latitude,
  LimitCount,
  Link,
  Longitude,
  MessageId,
  MessageText,
  Metadata,
  MimeType,
  Nickname,
  OuterId,
  ReactionName,
  Reason,
  Segment,
  StatusText,
  SystemCode,
  Tag,
  TenantId,
  Timestamp,
  UserId,
  WindowSeconds,
} from '@parley/domain'

/** What values of a branded type are, for whoever hides people or lays events out in columns. */
export interface Branded {
  /**
   * `person`: who somebody is. `derived`: a UUID that may derive from people's names, so that whoever guesses a name can
   * find it out. `command`: what somebody called their command, from which such ids derive. `text`: what people wrote.
   * `plain`: none of these.
   */
  readonly holds: 'person' | 'derived' | 'command' | 'text' | 'plain'
  readonly column: 'text' | 'integer' | 'number' | 'moment' | 'json'
}

/** Every branded type of the fields of events. One that is missing is refused where events are taken apart. */
const branded: ReadonlyMap<object, Branded> = new Map<object, Branded>([
  [UserId, { holds: 'person', column: 'text' }],
  [ChannelId, { holds: 'derived', column: 'text' }],
  [MessageId, { holds: 'derived', column: 'text' }],
  [CommandId, { holds: 'command', column: 'text' }],
  [MessageText, { holds: 'text', column: 'text' }],
  [DraftText, { holds: 'text', column: 'text' }],
  [Nickname, { holds: 'text', column: 'text' }],
  [DisplayName, { holds: 'text', column: 'text' }],
  [StatusText, { holds: 'text', column: 'text' }],
  [ChannelName, { holds: 'text', column: 'text' }],
  [FeedName, { holds: 'text', column: 'text' }],
  [Description, { holds: 'text', column: 'text' }],
  [Label, { holds: 'text', column: 'text' }],
  [Link, { holds: 'text', column: 'text' }],
  [Metadata, { holds: 'text', column: 'json' }],
  [Tag, { holds: 'text', column: 'text' }],
  [Data, { holds: 'text', column: 'json' }],
  // Where somebody was says who they are as well as their words do.
  [Latitude, { holds: 'text', column: 'number' }],
  [Longitude, { holds: 'text', column: 'number' }],
  // Whoever keeps files calls them as they like.
  [FileId, { holds: 'command', column: 'text' }],
  // So does whoever keeps posts, rooms, companies.
  [OuterId, { holds: 'command', column: 'text' }],
  // Whoever has the same file would find it by it.
  [Digest, { holds: 'command', column: 'text' }],
  [AltText, { holds: 'text', column: 'text' }],
  [Extension, { holds: 'plain', column: 'text' }],
  [FileSize, { holds: 'plain', column: 'integer' }],
  [MimeType, { holds: 'plain', column: 'text' }],
  [Amount, { holds: 'plain', column: 'integer' }],
  [FlagCount, { holds: 'plain', column: 'integer' }],
  [FlagLimit, { holds: 'plain', column: 'integer' }],
  [LimitCount, { holds: 'plain', column: 'integer' }],
  [WindowSeconds, { holds: 'plain', column: 'integer' }],
  [SystemCode, { holds: 'plain', column: 'text' }],
  [Reason, { holds: 'text', column: 'text' }],
  [TenantId, { holds: 'plain', column: 'text' }],
  [FeedId, { holds: 'plain', column: 'text' }],
  [ReactionName, { holds: 'plain', column: 'text' }],
  [Segment, { holds: 'plain', column: 'integer' }],
  [Timestamp, { holds: 'plain', column: 'moment' }],
])

/** What a branded type is. Throws for one that nobody has thought of. */
export const brandOf = (codec: { readonly name: string }): Branded => {
  const found = branded.get(codec)
  if (found !== undefined) return found
  throw new Error(
    `nobody has said what ${codec.name} of an event holds: packages/replay/src/codecs/branded.ts`,
  )
}
