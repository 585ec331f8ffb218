import * as t from 'io-ts'

/** A message mentions so many people by name at the most. */
export const TooManyMentions = t.strict(
  { _tag: t.literal('TooManyMentions'), most: t.number },
  'TooManyMentions',
)
export type TooManyMentions = t.TypeOf<typeof TooManyMentions>
