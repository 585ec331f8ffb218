import * as t from 'io-ts'

/** A conversation takes another person. */
export const ConversationWithOneself = t.strict(
  { _tag: t.literal('ConversationWithOneself') },
  'ConversationWithOneself',
)
export type ConversationWithOneself = t.TypeOf<typeof ConversationWithOneself>
