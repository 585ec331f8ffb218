import * as t from 'io-ts'

/** As many reactions, or as many names of them, stand on the message as may. */
export const TooManyReactions = t.strict(
  {
    _tag: t.literal('TooManyReactions'),
    of: t.union([t.literal('names'), t.literal('reactions')]),
    most: t.number,
  },
  'TooManyReactions',
)
export type TooManyReactions = t.TypeOf<typeof TooManyReactions>
