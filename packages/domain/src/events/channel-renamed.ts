import * as t from 'io-ts'
import { ChannelName } from '../channel-facts.ts'
import { channelFacts } from './facts.ts'

/** A channel got another name. */
export const ChannelRenamed = t.strict(
  {
    type: t.literal('ChannelRenamed'),
    ...channelFacts,
    name: ChannelName,
  },
  'ChannelRenamed',
)
export type ChannelRenamed = t.TypeOf<typeof ChannelRenamed>
