import * as t from 'io-ts'

/** The most characters that a reaction may have. */
export const maxReactionLength = 64

const name = new RegExp(`^[^\\p{Cc}\\s]{1,${maxReactionLength}}$`, 'u')

interface ReactionNameBrand {
  readonly ReactionName: unique symbol
}
/** The freeform name of a reaction, an emoji or a word: 1 to 64 characters without white space. */
export const ReactionName = t.brand(
  t.string,
  (s): s is t.Branded<string, ReactionNameBrand> => name.test(s) && s.isWellFormed(),
  'ReactionName',
)
export type ReactionName = t.TypeOf<typeof ReactionName>
