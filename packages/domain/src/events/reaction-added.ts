import * as t from 'io-ts'
import { ReactionName } from '../reaction-name.ts'
import { channelFacts } from './facts.ts'
import { messageFacts } from './message-facts.ts'

/** Somebody reacted to a message. */
export const ReactionAdded = t.strict(
  {
    type: t.literal('ReactionAdded'),
    ...channelFacts,
    ...messageFacts,
    name: ReactionName,
  },
  'ReactionAdded',
)
export type ReactionAdded = t.TypeOf<typeof ReactionAdded>
