import { maxMentioned, type Mentions, mentionsOf, TypedUserId } from '@parley/domain'
import { type Names, noNames } from './mentions.ts'
import { tokensOf } from './tokens.ts'

/**
 * Whom a text mentions, as it is shown: the server leaves out who is not in the channel. `@channel` and `@here` are all,
 * where that may be said.
 */
export const mentionedBy = (
  text: string,
  mayAll: boolean,
  names: Names = noNames,
): { readonly mentions?: Mentions } => {
  const named = new Set(
    tokensOf(text, names).flatMap((token) => (token.kind === 'mention' ? [token.text] : [])),
  )
  const together = mayAll ? (['channel', 'here'] as const).filter((one) => named.has(one)) : []
  const people = [...named].filter((one) => one !== 'channel' && one !== 'here').filter(TypedUserId.is)
  const mentions = mentionsOf(people.slice(0, maxMentioned), together)
  return mentions === null ? {} : { mentions }
}
