import type { Either } from 'fp-ts/lib/Either.js'
import { left, right } from '../either.ts'
import type { Clock } from './clock.ts'

/** Told what a callback of the program's own threw: a fault of the program, which must not become one of the SDK. */
export type Report = (error: unknown) => void

/** Says it on the console, where there is one. */
export const reportOnConsole: Report = (error) =>
  console.error('A callback of the Parley client failed:', error)

/** A report that throws nothing itself. */
export const safely =
  (report: Report): Report =>
  (error) =>
    // Of what this throws there is nobody left to be told.
    void attempt(() => report(error))

/** What a foreign function gives, or the words of what it throws. */
export const attempt = <A>(call: () => A): Either<string, A> => {
  try {
    return right(call())
  } catch (error) {
    return left(wordsOf(error))
  }
}

/** What a foreign function comes to within so many milliseconds. What comes later is dropped. */
export const within = <A>(
  clock: Clock,
  milliseconds: number,
  call: () => Promise<A> | A,
): Promise<Either<string, A>> =>
  new Promise((resolve) => {
    const cancel = clock.later(milliseconds, () =>
      resolve(left(`no answer within ${milliseconds / 1_000} s`)),
    )
    const settle = (outcome: Either<string, A>): void => {
      cancel()
      resolve(outcome)
    }
    void (async () => call())().then(
      (value) => settle(right(value)),
      (error: unknown) => settle(left(wordsOf(error))),
    )
  })

/** Whatever was thrown, in words. */
const wordsOf = (error: unknown): string => {
  try {
    return error instanceof Error ? error.message : String(error)
  } catch {
    return 'an error'
  }
}
