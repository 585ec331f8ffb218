import * as t from 'io-ts'

const name = /^[^\p{Cc}\s]{1,64}$/u

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
