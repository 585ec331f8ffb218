import type { ChannelEvent } from '../events/channel-event.ts'
import { type ChannelKey, doneKey, memberKey, messageKey, reactionKey, reactionsKey } from './rows.ts'

/** The keys of all rows that an event changes, each once. */
export const touches = (event: ChannelEvent): ReadonlyArray<ChannelKey> => {
  switch (event.type) {
    case 'MessageSent':
      return ['channel', messageKey(event.messageId)]
    case 'MessageEdited':
    case 'MessageDeleted':
      return [messageKey(event.messageId), doneKey(event.commandId, event.by)]
    case 'ReactionAdded':
    case 'ReactionRemoved':
      return [
        reactionKey(event.messageId, event.name, event.by),
        reactionsKey(event.messageId),
        doneKey(event.commandId, event.by),
      ]
    case 'ChannelCreated':
    case 'ChannelRenamed':
    case 'ChannelDescribed':
    case 'ChannelArchived':
      return ['channel', doneKey(event.commandId, event.by)]
    case 'MemberJoined':
    case 'MemberLeft':
    case 'MemberRoleChanged':
      return ['channel', memberKey(event.userId), doneKey(event.commandId, event.by)]
    default:
      return event satisfies never
  }
}
