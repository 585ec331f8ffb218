import * as t from 'io-ts'
import { commandDefinition, type CommandOf } from '../kit/command.ts'
import { memberKey } from '../membership/rows.ts'
import { byMembership, presumesNothing, toChannel } from '../streams/channel-command.ts'
import type { Author } from '../values/author.ts'
import { CommandId, TypedUserId } from '../values/ids.ts'
import { conversationIdOf } from './channel-ids.ts'
import { opening } from './opening.ts'
import { channelKey } from './rows.ts'

const wire = t.strict(
  { type: t.literal('OpenConversation'), commandId: CommandId, withUserId: TypedUserId },
  'OpenConversation',
)

/**
 * Open the conversation with another person. CH-4, CH-5, CH-6: it is there once, whoever of the two opens it and
 * however often.
 */
export const OpenConversation = commandDefinition('OpenConversation', wire, {
  complete: ({ tenantId, by, at }: Author, given: t.TypeOf<typeof wire>) => ({
    ...given,
    tenantId,
    by,
    at,
    channelId: conversationIdOf(tenantId, by, given.withUserId),
  }),
  stream: toChannel,
  entry: byMembership,
  reads: ({ by }) => [channelKey, memberKey(by)],
  presumedAbsent: presumesNothing,
  elsewhere: undefined,
  decide: (command, rows) => opening(command, [command.withUserId], rows),
  result: ({ channelId }) => ({ channelId }),
  adds: ({ withUserId }) => [withUserId],
  begins: true,
})
export type OpenConversation = CommandOf<typeof OpenConversation>
