import * as E from 'fp-ts/lib/Either.js'
import type { CommandOf } from '../kit/command.ts'
import { keptMetadata, keptTags, Metadata, TypedTags } from '../details/values.ts'
import { makes, nothing, rejects } from '../kit/decision.ts'
import { TypedMentions } from '../mentions/mention.ts'
import { mentioning, readsOfMentioned } from '../mentions/mentioning.ts'
import { enterToSpeak, readsOfSpeaking } from '../moderation/speaking.ts'
import { addsNobody, channelCommandWith } from '../streams/channel-command.ts'
import { factsOf } from '../streams/channel-stream.ts'
import { isDone } from '../streams/done-rows.ts'
import { MessageId } from '../values/ids.ts'
import { sameValue } from '../values/same.ts'
import { messageFor, readsOfMessage } from './about-message.ts'
import { keepsKind, sameBody, TypedBody } from './body.ts'
import type { MessageEdited } from './events.ts'
import { keptIn } from './kept.ts'
import { messageFactsOf } from './message-facts.ts'
import type { MessageRejection } from './rejections.ts'

/** MSG-6, MSG-10, BODY-4, MUTE-2: a sender writes their message anew. */
export const EditMessage = channelCommandWith(
  'EditMessage',
  {
    always: { messageId: MessageId, body: TypedBody },
    perhaps: { metadata: Metadata, tags: TypedTags, mentions: TypedMentions },
  },
  {
    reads: (command) => [
      ...readsOfMessage(command),
      ...readsOfSpeaking(command.by),
      ...readsOfMentioned(command.mentions, command.by),
    ],
    decide: (command, rows) => {
      if (isDone(rows, command)) return nothing
      const found = messageFor(rows, command, 'editOwn', enterToSpeak)
      if (E.isLeft(found)) return found
      const message = found.right
      const { messageId, body } = command
      if (message.senderId !== command.by)
        return rejects<MessageRejection>({ _tag: 'NotTheSender', messageId })
      if (message.deleted) return rejects<MessageRejection>({ _tag: 'MessageIsDeleted', messageId })
      if (message.body !== null && !keepsKind(message.body, body))
        return rejects<MessageRejection>({ _tag: 'KindStays' })
      const mentioned = mentioning(rows, command, message.mentions)
      if (E.isLeft(mentioned)) return mentioned
      const { mentions, newMentions } = mentioned.right
      const metadata = command.metadata === undefined ? message.metadata : keptMetadata(command.metadata)
      const tags = command.tags === undefined ? message.tags : keptTags(command.tags)
      const isSame =
        message.body !== null &&
        sameBody(message.body, body) &&
        sameValue(message.metadata, metadata) &&
        sameValue(message.tags, tags)
      if (isSame && newMentions === null) return nothing
      return makes<MessageEdited>({
        type: 'MessageEdited',
        ...factsOf(command),
        ...messageFactsOf(messageId, message),
        body,
        ...keptIn({ metadata, tags, mentions }),
        ...(newMentions === null ? {} : { newMentions }),
      })
    },
    adds: addsNobody,
  },
)
export type EditMessage = CommandOf<typeof EditMessage>
