import type { Rejection } from '@parley/domain'
import type * as E from 'fp-ts/lib/Either.js'
import type { Failure } from '../failure.ts'

/** What is held against a command: it is refused with this, unless it was carried out before. Left: that can't be told. */
export type Held = E.Either<Failure, Rejection | undefined>
