import type { Conversation } from '@parley/client'
import { folded } from '@parley/domain'
import { nameOf } from '../app/names.ts'

/** The conversations whose name holds what was typed, those that begin with it first. */
export const matching = (
  conversations: ReadonlyArray<Conversation>,
  typed: string,
): ReadonlyArray<Conversation> => {
  const needle = folded(typed)
  const index = (conversation: Conversation): number => folded(nameOf(conversation)).indexOf(needle)
  return conversations
    .filter((conversation) => index(conversation) >= 0)
    .toSorted((a, b) => Number(index(a) > 0) - Number(index(b) > 0))
}
