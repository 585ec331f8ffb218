import { Body, MessageText, type SaidBody } from '../messages/body.ts'
import { Metadata, Tag } from '../details/values.ts'
import { FileId } from '../messages/bodies/parts.ts'
import { certain } from '../values/certain.ts'
import { OuterId, type Relations } from '../channel/relations.ts'
import { ChannelName, Description } from '../channel/channel-facts.ts'
import { FeedName } from '../feeds/feed-name.ts'
import { CommandId, FeedId, MessageId, type ChannelId, TenantId, UserId } from '../values/ids.ts'
import { channelIdOf, communityChannelIdOf } from '../channel/channel-ids.ts'
import { channelTypes, type NamedChannelType } from '../permissions/tables.ts'
import { messageIdOf } from '../messages/message-id.ts'
import { Segment } from '../values/numbers.ts'
import { ReactionName } from '../reactions/reaction-name.ts'
import { type Timestamp, timestampOf } from '../values/timestamp.ts'

/** Values for tests, from plain ones; each throws where its codec would reject. */
export const tenantId = (s: string): TenantId => certain(TenantId, s)
export const userId = (s: string): UserId => certain(UserId, s)
export const commandId = (s: string): CommandId => certain(CommandId, s)
export const feedId = (s: string): FeedId => certain(FeedId, s)
export const segment = (n: number): Segment => certain(Segment, n)
export const channelName = (s: string): ChannelName => certain(ChannelName, s)
export const feedName = (s: string): FeedName => certain(FeedName, s)
export const description = (s: string): Description => certain(Description, s)
export const reactionName = (s: string): ReactionName => certain(ReactionName, s)
export const text = (s: string): Extract<SaidBody, { readonly kind: 'text' }> => ({
  kind: 'text',
  text: certain(MessageText, s),
})
export const metadata = (of: unknown): Metadata => certain(Metadata, of)
export const tag = (s: string): Tag => certain(Tag, s)
export const outerId = (s: string): OuterId => certain(OuterId, s)
export const fileId = (s: string): FileId => certain(FileId, s)
/** A body of a kind that is not words. */
export const body = (of: unknown): SaidBody => {
  const said: Body = certain(Body, of)
  if (said.kind === 'system') throw new Error('nobody sends what the engine says')
  return said
}
export const image = body({
  kind: 'image',
  fileId: 'f1',
  name: 'cups.png',
  mimeType: 'image/png',
  size: 2_048,
  width: 640,
})
export const place = body({ kind: 'location', latitude: 52.5, longitude: -13.4, text: 'here' })
export const custom = body({ kind: 'custom', data: { order: 7, of: ['tea', null] } })

export const acme = tenantId('acme')
export const ada = userId('ada')
export const bob = userId('bob')
export const cleo = userId('cleo')
export const dan = userId('dan')
export const eve = userId('eve')
export const people: ReadonlyArray<UserId> = [ada, bob, cleo, dan, eve]

/** What a channel is called that is given further feeds by the test world, so that histories have several from early on. */
export const severalFeeds = channelName('several feeds')
/** The feed that is there from such a channel's creation on, and the one that comes when a channel is renamed so. */
export const side = feedId('side')
export const laterFeed = feedId('constructor')

/** The channel that Ada made by her command `create`. */
export const adasChannel: ChannelId = channelIdOf(acme, ada, commandId('create'))

/** What a channel of a type is created with: a company or a community of its own, where it is one of such. */
export const relationsFor = (channelType: NamedChannelType, name = 'tea'): Relations => {
  const { belongsTo } = channelTypes[channelType]
  return belongsTo === null ? {} : { [belongsTo]: outerId(name) }
}

/** The id of a channel that is created so: as `CreateChannel` has it. */
export const createdIdOf = (by: UserId, command: CommandId, { communityId }: Relations): ChannelId =>
  communityId === undefined ? channelIdOf(acme, by, command) : communityChannelIdOf(acme, communityId)

/** A message that nobody sent. */
export const noMessage: MessageId = messageIdOf(acme, adasChannel, ada, commandId('never sent'))

/** So many seconds into a day on which tests happen. */
export const at = (seconds: number): Timestamp =>
  timestampOf(new Date(Date.UTC(2026, 0, 1) + seconds * 1_000))
