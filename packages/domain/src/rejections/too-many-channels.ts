import * as t from 'io-ts'

/** Whoever asks has begun as many channels and conversations as one may within a day. */
export const TooManyChannels = t.strict(
  { _tag: t.literal('TooManyChannels'), most: t.number },
  'TooManyChannels',
)
export type TooManyChannels = t.TypeOf<typeof TooManyChannels>
