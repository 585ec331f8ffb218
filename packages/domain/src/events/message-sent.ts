import * as t from 'io-ts'
import { Body } from '../body.ts'
import { channelFacts } from './facts.ts'
import { messageFacts } from './message-facts.ts'

/** A message was sent. Its command's name is the sender's `clientMessageId`. */
export const MessageSent = t.strict(
  {
    type: t.literal('MessageSent'),
    ...channelFacts,
    ...messageFacts,
    body: Body,
  },
  'MessageSent',
)
export type MessageSent = t.TypeOf<typeof MessageSent>
