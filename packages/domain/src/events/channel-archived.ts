import * as t from 'io-ts'
import { channelFacts } from './facts.ts'

/** A channel was closed for good: it is read, and no longer written. */
export const ChannelArchived = t.strict(
  {
    type: t.literal('ChannelArchived'),
    ...channelFacts,
  },
  'ChannelArchived',
)
export type ChannelArchived = t.TypeOf<typeof ChannelArchived>
