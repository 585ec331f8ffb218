import * as t from 'io-ts'

/** A channel with this id was created by another command. */
export const ChannelExists = t.strict({ _tag: t.literal('ChannelExists') }, 'ChannelExists')
export type ChannelExists = t.TypeOf<typeof ChannelExists>
