import type { Rates } from './allowances.ts'
import type { Scoped } from './asker.ts'
import { type Rate, unlimited } from './bucket.ts'

const rate = (burst: number, perSecond: number): Rate => ({ burst, perSecond })

/**
 * How often things may be asked, unless said otherwise: far more than people do, those included who come back after a
 * long time with hundreds of channels and all that they wrote meanwhile. An address may be a whole office's.
 */
export const defaultRates: Rates = {
  connections: { person: rate(200, 10), tenant: rate(20_000, 1_000), address: rate(500, 30) },
  frames: { person: rate(300, 400), tenant: rate(40_000, 8_000), address: rate(20_000, 4_000) },
  commands: { person: rate(1_000, 100), tenant: rate(20_000, 4_000), address: rate(10_000, 2_000) },
  queries: { person: rate(400, 40), tenant: rate(8_000, 1_000), address: rate(4_000, 400) },
  watches: { person: rate(10_000, 500), tenant: rate(100_000, 10_000), address: rate(50_000, 5_000) },
}

const none: Scoped<Rate> = { person: unlimited, tenant: unlimited, address: unlimited }

/** No rates at all: for measuring, and where something in front of the gateway has some. */
export const noRates: Rates = {
  connections: none,
  frames: none,
  commands: none,
  queries: none,
  watches: none,
}
