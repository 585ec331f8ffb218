import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { openChannel } from '../channel/entry.ts'
import { channelKey } from '../channel/rows.ts'
import { keptMetadata, keptTags, Metadata, type Tags, TypedTags } from '../details/values.ts'
import { beginsWithChannel } from '../feeds/feed.ts'
import { feedKey, segmentOfKept } from '../feeds/rows.ts'
import { commandDefinition, type CommandOf } from '../kit/command.ts'
import { makes, nothing, rejects } from '../kit/decision.ts'
import type { RowKey, Rows } from '../kit/row.ts'
import { memberKey } from '../membership/rows.ts'
import type { Refusal } from '../permissions/refusal.ts'
import { type Mentions, TypedMentions } from '../mentions/mention.ts'
import { mentioning, readsOfMentioned } from '../mentions/mentioning.ts'
import type { Speaker } from '../moderation/exempt.ts'
import type { ModerationRejection } from '../moderation/rejections.ts'
import { readsOfRate, sendingRate } from '../moderation/sending-rate.ts'
import { enterToSpeak, readsOfSpeaking } from '../moderation/speaking.ts'
import { addsNobody, byMembership, toChannel } from '../streams/channel-command.ts'
import type { ChannelFacts } from '../streams/channel-stream.ts'
import type { Author } from '../values/author.ts'
import { ChannelId, CommandId, FeedId, MessageId } from '../values/ids.ts'
import { segmentAfter } from '../values/numbers.ts'
import { isOwn } from '../values/own-names.ts'
import { type Body, type SaidBody, TypedBody } from './body.ts'
import type { MessageSent } from './events.ts'
import { keptIn } from './kept.ts'
import { messageIdOf } from './message-id.ts'
import type { MessageRejection } from './rejections.ts'
import { messageKey, messageOf } from './rows.ts'

const wire = t.exact(
  t.intersection([
    t.type({
      type: t.literal('SendMessage'),
      /** The sender's name for it: the message's id derives from it. */
      clientMessageId: CommandId,
      channelId: ChannelId,
      feedId: FeedId,
      /** The message that it answers; null at the top of a thread. */
      parentId: t.union([MessageId, t.null]),
      body: TypedBody,
    }),
    t.partial({ metadata: Metadata, tags: TypedTags, mentions: TypedMentions }),
  ]),
  'SendMessage',
)

type Saying = ChannelFacts & { readonly body: Body; readonly parentId: MessageId | null }

const noReplyTo = (parentId: MessageId, feedId: FeedId, rows: Rows) => {
  const parent = messageOf(rows, parentId)
  if (parent === undefined || parent.feedId !== feedId)
    return rejects<MessageRejection>({ _tag: 'MessageNotFound', messageId: parentId })
  if (parent.parentId !== null) return rejects<MessageRejection>({ _tag: 'RepliesDoNotNest', parentId })
  return parent.deleted
    ? rejects<MessageRejection>({ _tag: 'MessageIsDeleted', messageId: parentId })
    : undefined
}

/** As decisions take it: the engine's own rules say what no client can. */
const sayable = (body: SaidBody): Body => body

/** What a sender may say of a message beside what it says. */
export interface Beside {
  readonly metadata?: Metadata
  readonly tags?: Tags
  readonly mentions?: Mentions
}
const besideOf = ({ metadata, tags, mentions }: t.TypeOf<typeof wire>): Beside => ({
  ...(metadata === undefined ? {} : { metadata }),
  ...(tags === undefined ? {} : { tags }),
  ...(mentions === undefined ? {} : { mentions }),
})

const mentionsNobody = E.right({ mentions: null })

/** The engine speaks in every channel that is open, and nobody but it says what it says. */
const mayBeSaid = (rows: Rows, command: Saying): E.Either<Refusal | ModerationRejection, Speaker> => {
  if (isOwn(command.by))
    return E.map(({ channel }: Pick<Speaker, 'channel'>): Speaker => ({ channel, role: null }))(
      openChannel(rows),
    )
  if (command.body.kind === 'system') return rejects<Refusal>({ _tag: 'MissingPermission', action: 'send' })
  return enterToSpeak(rows, command, command.parentId === null ? 'send' : 'reply')
}

/** MSG-1 to MSG-5, BODY-5, MUTE-2, MUTE-3, LIMIT-2: a message takes the next segment of its feed. Written out: nothing runs as often. */
export const SendMessage = commandDefinition('SendMessage', wire, {
  complete: ({ tenantId, by, at }: Author, given: t.TypeOf<typeof wire>) => {
    const { type, clientMessageId: commandId, channelId, feedId, parentId } = given
    const body = sayable(given.body)
    const messageId = messageIdOf(tenantId, channelId, by, commandId)
    return {
      type,
      tenantId,
      channelId,
      by,
      commandId,
      at,
      messageId,
      feedId,
      parentId,
      body,
      ...besideOf(given),
    }
  },
  stream: toChannel,
  entry: byMembership,
  reads: ({ by, messageId, parentId, feedId, mentions }) => {
    const keys: Array<RowKey> = [channelKey, memberKey(by), messageKey(messageId)]
    keys.push(...readsOfSpeaking(by), ...readsOfRate(by))
    if (mentions !== undefined) keys.push(...readsOfMentioned(mentions, by))
    if (parentId !== null && parentId !== messageId) keys.push(messageKey(parentId))
    if (!beginsWithChannel(feedId)) keys.push(feedKey(feedId))
    return keys
  },
  // The message's id is its event's, and derives from the command's name.
  presumedAbsent: ({ messageId }) => [messageKey(messageId)],
  elsewhere: undefined,
  decide: (command, rows) => {
    // The id derives from the sender and their name for it, so a message that is there is this one.
    if (messageOf(rows, command.messageId) !== undefined) return nothing
    const entry = mayBeSaid(rows, command)
    if (E.isLeft(entry)) return entry
    const lastSegment = segmentOfKept(rows, entry.right.channel, command.feedId)
    if (E.isLeft(lastSegment)) return lastSegment
    if (command.parentId !== null) {
      const rejected = noReplyTo(command.parentId, command.feedId, rows)
      if (rejected !== undefined) return rejected
    }
    const mentioned = command.mentions === undefined ? mentionsNobody : mentioning(rows, command)
    if (E.isLeft(mentioned)) return mentioned
    const rate = sendingRate(rows, command, entry.right)
    if (E.isLeft(rate)) return rate
    return makes<MessageSent>({
      type: 'MessageSent',
      tenantId: command.tenantId,
      channelId: command.channelId,
      by: command.by,
      commandId: command.commandId,
      at: command.at,
      messageId: command.messageId,
      senderId: command.by,
      feedId: command.feedId,
      segment: segmentAfter(lastSegment.right),
      parentId: command.parentId,
      body: command.body,
      ...keptIn({
        metadata: keptMetadata(command.metadata),
        tags: keptTags(command.tags),
        mentions: mentioned.right.mentions,
      }),
      ...(rate.right === null ? {} : { rate: rate.right }),
    })
  },
  result: ({ messageId }, rows) => {
    const message = rows.has(messageKey(messageId).text) ? messageOf(rows, messageId) : undefined
    return message === undefined ? { messageId } : { messageId, segment: message.segment }
  },
  adds: addsNobody,
  begins: false,
})
export type SendMessage = CommandOf<typeof SendMessage>
