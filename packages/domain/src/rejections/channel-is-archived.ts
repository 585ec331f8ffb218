import * as t from 'io-ts'

/** The channel is closed. */
export const ChannelIsArchived = t.strict({ _tag: t.literal('ChannelIsArchived') }, 'ChannelIsArchived')
export type ChannelIsArchived = t.TypeOf<typeof ChannelIsArchived>
