import * as t from 'io-ts'
import { asSeen, isVisible } from './as-seen.ts'

const mostLooked = 32_768

/** A text that people type, in one spelling: what `typed` makes. */
export class TypedType<A extends string> extends t.Type<A, string> {
  readonly _tag = 'TypedType' as const
  readonly type: t.Type<A, string>
  /** The most UTF-16 units that are looked at. */
  readonly most = mostLooked

  constructor(type: t.Type<A, string>, tidied: (text: string) => string, accepts: (text: string) => boolean) {
    const take = (u: unknown): A | undefined => {
      // What is too long by far is not looked through.
      if (typeof u !== 'string' || u.length > mostLooked || !u.isWellFormed()) return undefined
      const text = tidied(u)
      return type.is(text) && accepts(text) ? text : undefined
    }
    super(
      type.name,
      (u): u is A => u !== undefined && take(u) === u,
      (u, context) => {
        const taken = take(u)
        return taken === undefined ? t.failure(u, context) : t.success(taken)
      },
      t.identity,
    )
    this.type = type
  }
}

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
): TypedType<A> => new TypedType(codec, tidied, accepts)

/** The one spelling of a name: as it is seen, blanks being one space inside and none around it. */
export const tidyName = (text: string): string =>
  asSeen(text)
    .replace(/\p{Z}+/gu, ' ')
    .trim()
