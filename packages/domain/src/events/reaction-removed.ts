import * as t from 'io-ts'
import { SeenReactionName } from '../reaction-name.ts'
import { channelFacts } from './facts.ts'
import { messageFacts } from './message-facts.ts'

/** Somebody took a reaction back. */
export const ReactionRemoved = t.strict(
  {
    type: t.literal('ReactionRemoved'),
    ...channelFacts,
    ...messageFacts,
    name: SeenReactionName,
  },
  'ReactionRemoved',
)
export type ReactionRemoved = t.TypeOf<typeof ReactionRemoved>
