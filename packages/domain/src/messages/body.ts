import * as t from 'io-ts'
import { isBlank } from '../text/as-seen.ts'
import { isSaid } from '../text/keepable.ts'
import { typed } from '../text/typed.ts'
import { sameValue } from '../values/same.ts'
import { saidKinds, systemKind } from './bodies/kinds.ts'
import { Label, TypedLabel } from './bodies/parts.ts'
import { isWords } from './plain-text.ts'

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
  (s): s is t.Branded<string, TextBrand> => isSaid(s, maxTextLength),
  'MessageText',
)
export type MessageText = t.TypeOf<typeof MessageText>

/**
 * What a message says, as a union by `kind`, so that a body sealed for its author (a key kept outside the log) comes as
 * a further kind, without a change to the events that carry it.
 */
export const Body = t.union(
  [...saidKinds({ text: MessageText, name: Label }), systemKind(MessageText)],
  'Body',
)
export type Body = t.TypeOf<typeof Body>

/** The same as people write it: not blank, also where it is full of characters without a shape. */
export const TypedMessageText = typed(MessageText, t.identity, (text) => !isBlank(text))

/** What people say: whatever there is but for what the engine itself says. */
export const TypedBody = t.union([...saidKinds({ text: TypedMessageText, name: TypedLabel })], 'TypedBody')
export type SaidBody = t.TypeOf<typeof TypedBody>

/** Whether two bodies say the same, as people see them. */
export const sameBody = (one: Body, other: Body): boolean => sameValue(one, other)

/** Whether one body may take the place of another: what is in words stays so, and all else is of the kind that it was. */
export const keepsKind = (before: Body, after: Body): boolean =>
  before.kind === after.kind || (isWords(before.kind) && isWords(after.kind))
