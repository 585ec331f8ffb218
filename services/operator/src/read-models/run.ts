import type * as E from 'fp-ts/lib/Either.js'
import { type Common, printed } from './answer.ts'
import { type Opened, withOpened } from './opened.ts'

/** Runs one command on opened stores, and prints what it comes to. */
export const run = async <A>(
  common: Common,
  work: (opened: Opened) => Promise<E.Either<string, A>>,
  lines: (answer: A) => ReadonlyArray<string>,
): Promise<void> => {
  process.exitCode = printed(common, await withOpened(process.env, common.by, work), lines)
}
