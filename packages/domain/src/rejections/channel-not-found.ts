import * as t from 'io-ts'

/** There is no such channel, or none that whoever asks may know of. */
export const ChannelNotFound = t.strict({ _tag: t.literal('ChannelNotFound') }, 'ChannelNotFound')
export type ChannelNotFound = t.TypeOf<typeof ChannelNotFound>
