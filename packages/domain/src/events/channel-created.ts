import * as t from 'io-ts'
import { ChannelName, ChannelType, Description } from '../channel-facts.ts'
import { channelFacts } from './facts.ts'

/** A channel began. Its first members join by events of their own, in the same append. */
export const ChannelCreated = t.strict(
  {
    type: t.literal('ChannelCreated'),
    ...channelFacts,
    channelType: ChannelType,
    /** Null for a conversation, which is named after whoever is in it. */
    name: t.union([ChannelName, t.null]),
    description: Description,
  },
  'ChannelCreated',
)
export type ChannelCreated = t.TypeOf<typeof ChannelCreated>
