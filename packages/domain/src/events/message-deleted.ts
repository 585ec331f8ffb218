import * as t from 'io-ts'
import { channelFacts } from './facts.ts'
import { messageFacts } from './message-facts.ts'

/** A message was taken back by its sender, or removed by a moderator. */
export const MessageDeleted = t.strict(
  {
    type: t.literal('MessageDeleted'),
    ...channelFacts,
    ...messageFacts,
  },
  'MessageDeleted',
)
export type MessageDeleted = t.TypeOf<typeof MessageDeleted>
