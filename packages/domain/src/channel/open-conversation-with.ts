import * as t from 'io-ts'
import { commandDefinition, type CommandOf } from '../kit/command.ts'
import { memberKey } from '../membership/rows.ts'
import { byMembership, presumesNothing, toChannel } from '../streams/channel-command.ts'
import type { Author } from '../values/author.ts'
import { CommandId, TypedUserId } from '../values/ids.ts'
import { listOf } from '../values/list-of.ts'
import { maxInConversation } from './bounds.ts'
import { conversationIdOf } from './channel-ids.ts'
import { opening } from './opening.ts'
import { channelKey } from './rows.ts'

const wire = t.strict(
  {
    type: t.literal('OpenConversationWith'),
    commandId: CommandId,
    /** All others, in whichever order. */
    userIds: listOf(TypedUserId, maxInConversation - 1),
  },
  'OpenConversationWith',
)

/**
 * Open the conversation with several people. CH-36: it is there once, whoever of them opens it and however often, and
 * keeps its people. With one person it is what `OpenConversation` opens.
 */
export const OpenConversationWith = commandDefinition('OpenConversationWith', wire, {
  complete: ({ tenantId, by, at }: Author, given: t.TypeOf<typeof wire>) => ({
    ...given,
    tenantId,
    by,
    at,
    channelId: conversationIdOf(tenantId, by, ...given.userIds),
  }),
  stream: toChannel,
  entry: byMembership,
  reads: ({ by }) => [channelKey, memberKey(by)],
  presumedAbsent: presumesNothing,
  elsewhere: undefined,
  decide: (command, rows) => opening(command, command.userIds, rows),
  result: ({ channelId }) => ({ channelId }),
  adds: ({ userIds }) => userIds,
  begins: true,
})
export type OpenConversationWith = CommandOf<typeof OpenConversationWith>
