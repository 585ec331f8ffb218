import * as t from 'io-ts'
import { Body } from '../body.ts'
import { channelFacts } from './facts.ts'
import { messageFacts } from './message-facts.ts'

/** The sender wrote a message anew. */
export const MessageEdited = t.strict(
  {
    type: t.literal('MessageEdited'),
    ...channelFacts,
    ...messageFacts,
    body: Body,
  },
  'MessageEdited',
)
export type MessageEdited = t.TypeOf<typeof MessageEdited>
