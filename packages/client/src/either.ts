import type { Either, Left, Right } from 'fp-ts/lib/Either.js'

// These few lines are what the SDK needs of fp-ts when it runs, which is most of what it would weigh in a browser.
// The values are fp-ts' own: whoever uses the SDK may use all of fp-ts on them.

export const left = <E>(failure: E): Either<E, never> => ({ _tag: 'Left', left: failure })
export const right = <A>(value: A): Either<never, A> => ({ _tag: 'Right', right: value })
export const isLeft = <E, A>(either: Either<E, A>): either is Left<E> => either._tag === 'Left'
export const isRight = <E, A>(either: Either<E, A>): either is Right<A> => either._tag === 'Right'
