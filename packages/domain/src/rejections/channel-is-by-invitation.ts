import * as t from 'io-ts'

/** The channel is private: one is added, one does not join. */
export const ChannelIsByInvitation = t.strict(
  { _tag: t.literal('ChannelIsByInvitation') },
  'ChannelIsByInvitation',
)
export type ChannelIsByInvitation = t.TypeOf<typeof ChannelIsByInvitation>
