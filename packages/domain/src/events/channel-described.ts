import * as t from 'io-ts'
import { Description } from '../channel-facts.ts'
import { channelFacts } from './facts.ts'

/** What a channel is about was written anew. */
export const ChannelDescribed = t.strict(
  {
    type: t.literal('ChannelDescribed'),
    ...channelFacts,
    description: Description,
  },
  'ChannelDescribed',
)
export type ChannelDescribed = t.TypeOf<typeof ChannelDescribed>
