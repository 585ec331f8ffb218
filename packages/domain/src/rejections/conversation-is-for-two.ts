import * as t from 'io-ts'

/** A conversation keeps its two people: nobody joins, leaves, is added or removed, and it has no name. */
export const ConversationIsForTwo = t.strict(
  { _tag: t.literal('ConversationIsForTwo') },
  'ConversationIsForTwo',
)
export type ConversationIsForTwo = t.TypeOf<typeof ConversationIsForTwo>
