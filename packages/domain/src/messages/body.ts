import * as t from 'io-ts'
import { isBlank, sameText } from '../text/as-seen.ts'
import { typed } from '../text/typed.ts'

/** The most characters (UTF-16 units) that the text of a message may have. */
export const maxTextLength = 20_000

interface TextBrand {
  readonly MessageText: unique symbol
}
/**
 * What somebody wrote: not blank, at most `maxTextLength` characters; no NUL, which Postgres cannot store, and no
 * half of a surrogate pair, which UTF-8 cannot.
 */
export const MessageText = t.brand(
  t.string,
  (s): s is t.Branded<string, TextBrand> =>
    s.length <= maxTextLength && s.trim() !== '' && !s.includes('\u0000') && s.isWellFormed(),
  'MessageText',
)
export type MessageText = t.TypeOf<typeof MessageText>

/**
 * What a message says, as a union by `kind`, so that media and a body sealed for its author (a key kept outside
 * the log) come as further kinds, without a change to the events that carry it.
 */
export const Body = t.union(
  [
    t.strict({ kind: t.literal('text'), text: MessageText }, 'TextBody'),
    /** Something done rather than said: `* ada waves`. */
    t.strict({ kind: t.literal('action'), text: MessageText }, 'ActionBody'),
  ],
  'Body',
)
export type Body = t.TypeOf<typeof Body>

/** The same as people write it: not blank, also where it is full of characters without a shape. */
export const TypedMessageText = typed(MessageText, t.identity, (text) => !isBlank(text))

/** What people say. */
export const TypedBody = t.union(
  [
    t.strict({ kind: t.literal('text'), text: TypedMessageText }, 'TypedTextBody'),
    t.strict({ kind: t.literal('action'), text: TypedMessageText }, 'TypedActionBody'),
  ],
  'TypedBody',
)

/** Whether two bodies say the same, as people see them. */
export const sameBody = (one: Body, other: Body): boolean =>
  one.kind === other.kind && sameText(one.text, other.text)
