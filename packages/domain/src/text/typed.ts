import * as t from 'io-ts'
import { asSeen, isVisible } from './as-seen.ts'

/**
 * The codec of what people type: it takes what `codec` does, in any spelling, and gives it in one. Events, rows and
 * what is looked up keep to `codec` itself, since they hold what was typed before there was one spelling.
 *
 * @param tidied the one spelling of a text; that of what it gives is the same.
 * @param accepts what else it has to be. Unless said: something that can be seen.
 */
export const typed = <A extends string>(
  codec: t.Type<A, string>,
  tidied: (text: string) => string,
  accepts: (text: string) => boolean = isVisible,
): t.Type<A, string> => {
  const take = (u: unknown): A | undefined => {
    // What is too long by far is not looked through.
    if (typeof u !== 'string' || u.length > mostLooked || !u.isWellFormed()) return undefined
    const text = tidied(u)
    return codec.is(text) && accepts(text) ? text : undefined
  }
  return new t.Type<A, string>(
    codec.name,
    (u): u is A => take(u) === u && u !== undefined,
    (u, context) => {
      const taken = take(u)
      return taken === undefined ? t.failure(u, context) : t.success(taken)
    },
    t.identity,
  )
}

const mostLooked = 32_768

/** The one spelling of a name: as it is seen, blanks being one space inside and none around it. */
export const tidyName = (text: string): string =>
  asSeen(text)
    .replace(/\p{Z}+/gu, ' ')
    .trim()
