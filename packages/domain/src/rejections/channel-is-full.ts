import * as t from 'io-ts'

/** The channel has as many members as a channel may have. */
export const ChannelIsFull = t.strict({ _tag: t.literal('ChannelIsFull'), most: t.number }, 'ChannelIsFull')
export type ChannelIsFull = t.TypeOf<typeof ChannelIsFull>
