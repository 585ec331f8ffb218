import type { Clock } from '@parley/runtime'
import { type Caller, keysOf, type PerParty } from './caller.ts'
import type { Rate } from './bucket.ts'
import { Buckets } from './buckets.ts'

/** How often each of these may be asked, by whom. */
export type RatesOf<Asked extends string> = Readonly<Record<Asked, PerParty<Rate>>>

/** What several things cost that are asked at once. */
export type Costs<Asked extends string> = ReadonlyArray<readonly [Asked, number]>

/** Knows who asked how much lately. */
export interface Allowances<Asked extends string> {
  /** Takes the cost where all whom it counts for have it, and gives 0; else takes nothing, and gives the wait for it. */
  readonly take: (asked: Asked, caller: Caller, cost?: number) => number
  /** The same of several things at once: all that they cost, or nothing. */
  readonly takeAll: (costs: Costs<Asked>, caller: Caller) => number
  /**
   * Takes the cost whether it is there or not. Whoever owes something already pays it alone: of those with whom they
   * share a tenant and an address nothing is taken.
   */
  readonly charge: (asked: Asked, caller: Caller, cost: number) => Owed
}

/** What was taken and was not there, as the milliseconds in which it is made up for; 0: nothing. */
interface Owed {
  /** Until all whom it counts for owe nothing. */
  readonly wait: number
  /** Until the person owes nothing; 0, too, where it is not known who it is. */
  readonly own: number
}

/** Allowances by rates. Waits are in whole milliseconds; what is kept is about those who asked lately. */
export const allowances = <Asked extends string>(
  rates: RatesOf<Asked>,
  { elapsed }: Pick<Clock, 'elapsed'>,
): Allowances<Asked> => {
  const all = new Map<Asked, PerParty<Buckets>>()
  const bucketsOf = (asked: Asked): PerParty<Buckets> => {
    const there = all.get(asked)
    if (there !== undefined) return there
    const rate = rates[asked]
    const made: PerParty<Buckets> = {
      person: new Buckets(rate.person),
      tenant: new Buckets(rate.tenant),
      address: new Buckets(rate.address),
    }
    all.set(asked, made)
    return made
  }
  const bucketsFor = (asked: Asked, caller: Caller, now: number) => {
    const buckets = bucketsOf(asked)
    return keysOf(caller).map(([party, key]) => ({
      party,
      bucket: buckets[party].of(key, now),
      rate: rates[asked][party],
    }))
  }

  const takeAll: Allowances<Asked>['takeAll'] = (costs, caller) => {
    const now = elapsed()
    const buckets = costs.flatMap(([asked, cost]) =>
      cost === 0 ? [] : bucketsFor(asked, caller, now).map((one) => ({ ...one, cost })),
    )
    if (buckets.every(({ bucket, cost }) => bucket.wait(cost, now) === 0)) {
      for (const { bucket, cost } of buckets) bucket.take(cost, now)
      return 0
    }
    // Who is refused much asks again for much: by then a tenth of it is there.
    return Math.max(
      ...buckets.map(({ bucket, rate, cost }) => bucket.wait(Math.max(cost, rate.burst / 10), now)),
    )
  }

  return {
    take: (asked, caller, cost = 1) => takeAll([[asked, cost]], caller),
    takeAll,
    charge: (asked, caller, cost) => {
      const now = elapsed()
      let wait = 0
      let own = 0
      for (const { bucket, party } of bucketsFor(asked, caller, now)) {
        const owed = bucket.wait(0, now) > 0
        bucket.take(cost, now)
        wait = Math.max(wait, bucket.wait(0, now))
        if (party === 'person') own = wait
        if (owed) break
      }
      return { wait, own }
    },
  }
}
