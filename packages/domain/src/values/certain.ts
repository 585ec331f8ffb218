import type { Type } from 'io-ts'

/**
 * A value that is of the codec's type by the way it was made, such as a segment one after another's.
 *
 * @throws Error where it is not, which is a mistake of ours. What comes from outside is decoded instead.
 */
export const certain = <A>(codec: Type<A, unknown>, value: unknown): A => {
  if (codec.is(value)) return value
  throw new Error(`${JSON.stringify(value)} is no ${codec.name}`)
}
