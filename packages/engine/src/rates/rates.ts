import type { RatesOf } from './allowances.ts'
import type { PerParty } from './caller.ts'
import { type Rate, unlimited } from './bucket.ts'

/** How often the engine may be asked, by whichever door. */
export type Rates = RatesOf<'commands' | 'additions' | 'queries' | 'watches'>

const rate = (burst: number, perSecond: number): Rate => ({ burst, perSecond })

/**
 * How often things may be asked, unless said otherwise: far more than people do, those included who come back after a
 * long time with hundreds of channels and all that they wrote meanwhile. An address may be a whole office's.
 */
export const defaultRates: Rates = {
  commands: { person: rate(500, 100), tenant: rate(20_000, 4_000), address: rate(10_000, 2_000) },
  additions: { person: rate(300, 20), tenant: rate(6_000, 1_000), address: rate(3_000, 500) },
  queries: { person: rate(100, 20), tenant: rate(8_000, 1_000), address: rate(4_000, 400) },
  watches: { person: rate(10_000, 500), tenant: rate(100_000, 10_000), address: rate(50_000, 5_000) },
}

const none: PerParty<Rate> = { person: unlimited, tenant: unlimited, address: unlimited }

/** No rates at all: for measuring, and where something in front of the engine has some. */
export const noRates: Rates = { commands: none, additions: none, queries: none, watches: none }
