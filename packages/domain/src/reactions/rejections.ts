import * as t from 'io-ts'

/** As many reactions, or as many names of them, stand on the message as may. */
const TooManyReactions = t.strict(
  {
    _tag: t.literal('TooManyReactions'),
    of: t.union([t.literal('names'), t.literal('reactions')]),
    most: t.number,
  },
  'TooManyReactions',
)

/** Why commands of this area are turned down. */
export const reactionRejections = { TooManyReactions }
