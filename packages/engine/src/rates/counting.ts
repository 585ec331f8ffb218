import type { Person } from '@parley/auth'
import type { EngineError } from '@parley/contract'
import * as E from 'fp-ts/lib/Either.js'
import type { Call } from '../call.ts'
import { rateLimited } from '../failure.ts'
import type { Allowances, Costs } from './allowances.ts'
import type { Caller } from './caller.ts'
import type { Rates } from './rates.ts'

type Asked = keyof Rates

/** Counts what people ask, by whichever door. */
export interface Counting {
  /** Left: that is more than may be asked. */
  readonly take: (costs: Costs<Asked>, person: Person, call: Call) => E.Either<EngineError, void>
  /** It was asked of a channel that is not there for them: so it costs more than it was taken for. */
  readonly inVain: (asked: keyof typeof more, person: Person, call: Call) => void
}

/** So much more is taken for what is asked in vain: nobody does so often who does not guess, and many may be watched. */
const more = { commands: 9, watches: 49 } as const

export const counting = (asked: Allowances<Asked>): Counting => {
  const callerOf = ({ tenantId, userId }: Person, call: Call): Caller => ({
    ...call,
    whose: { tenantId, userId },
  })
  return {
    take: (costs, person, call) => {
      const wait = asked.takeAll(costs, callerOf(person, call))
      return wait > 0 ? E.left(rateLimited(wait)) : E.right(undefined)
    },
    inVain: (what, person, call) => void asked.charge(what, callerOf(person, call), more[what]),
  }
}
