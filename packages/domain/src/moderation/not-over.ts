import { rejects } from '../kit/decision.ts'
import type { Timestamp } from '../values/timestamp.ts'
import type { ModerationRejection } from './rejections.ts'
import { holdsAt } from '../values/lasting.ts'
import type { Until } from '../values/until.ts'

/** MOD-2: turns down what would be over at once; undefined: it is not. */
export const overAlready = (until: Until, at: Timestamp) =>
  until === null || holdsAt({ until }, at)
    ? undefined
    : rejects<ModerationRejection>({ _tag: 'AlreadyOver', until })
