import type { Conversation } from '@parley/client'
import { folded } from '@parley/domain'
import { nameOf } from '../app/names.ts'

/** The conversations whose name holds what was typed, those that begin with it first. */
export const matching = (
  conversations: ReadonlyArray<Conversation>,
  typed: string,
): ReadonlyArray<Conversation> => {
  const wanted = folded(typed)
  const place = (conversation: Conversation): number => folded(nameOf(conversation)).indexOf(wanted)
  return conversations
    .filter((conversation) => place(conversation) >= 0)
    .toSorted((a, b) => Number(place(a) > 0) - Number(place(b) > 0))
}
