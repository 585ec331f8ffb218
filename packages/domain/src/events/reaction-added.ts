import * as t from 'io-ts'
import { SeenReactionName } from '../reaction-name.ts'
import { channelFacts } from './facts.ts'
import { messageFacts } from './message-facts.ts'

/** Somebody reacted to a message. */
export const ReactionAdded = t.strict(
  {
    type: t.literal('ReactionAdded'),
    ...channelFacts,
    ...messageFacts,
    name: SeenReactionName,
  },
  'ReactionAdded',
)
export type ReactionAdded = t.TypeOf<typeof ReactionAdded>
