import * as t from 'io-ts'
import { certain } from '../values/certain.ts'
import { asEmoji } from '../text/as-seen.ts'
import { typed } from '../text/typed.ts'

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

/** Names whose one spelling is known: few are in use at a time, and it is asked for by every event of a reaction. */
const known = new Map<string, string>()
const mostKnown = 1_000

const inOneSpelling = (written: string): string => {
  if (written.length > maxReactionLength) return asEmoji(written)
  let seen = known.get(written)
  if (seen === undefined) {
    seen = asEmoji(written)
    if (known.size >= mostKnown) known.clear()
    known.set(written, seen)
  }
  return seen
}

/** The same in its one spelling, by which reactions are told apart: see REACT-10. */
export const SeenReactionName = typed(ReactionName, inOneSpelling)

/** The one spelling of a reaction's name. What cannot be seen at all is the sign for what cannot be shown, U+FFFD. */
export const reactionAsSeen = (written: string): ReactionName => {
  const seen = SeenReactionName.decode(written)
  return seen._tag === 'Right' ? seen.right : unseen
}

const unseen = certain(ReactionName, '\ufffd')
