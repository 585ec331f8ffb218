import * as t from 'io-ts'

/** There is no such channel, or none that whoever asks may know of. */
const ChannelNotFound = t.strict({ _tag: t.literal('ChannelNotFound') }, 'ChannelNotFound')

/** The channel is closed. */
const ChannelIsArchived = t.strict({ _tag: t.literal('ChannelIsArchived') }, 'ChannelIsArchived')

/** A channel with this id was created by another command. */
const ChannelExists = t.strict({ _tag: t.literal('ChannelExists') }, 'ChannelExists')

/** A conversation keeps its people: nobody joins, leaves, is added or removed, and it has no name. */
const ConversationStays = t.strict({ _tag: t.literal('ConversationStays') }, 'ConversationStays')

/** A conversation takes another person. */
const ConversationWithOneself = t.strict(
  { _tag: t.literal('ConversationWithOneself') },
  'ConversationWithOneself',
)

/** Whoever asks has begun as many channels and conversations as one may within a day. */
const TooManyChannels = t.strict({ _tag: t.literal('TooManyChannels'), most: t.number }, 'TooManyChannels')

/** Why commands of this area are turned down. */
export const channelRejections = [
  ChannelNotFound,
  ChannelIsArchived,
  ChannelExists,
  ConversationStays,
  ConversationWithOneself,
  TooManyChannels,
] as const
export type ChannelRejection = t.TypeOf<(typeof channelRejections)[number]>
