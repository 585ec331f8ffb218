import { type Rate, type RatesOf, type PerParty, unlimited } from '@parley/engine'

/** How often somebody may connect, and say frames; how often what is in them may be asked is the engine's to say. */
export type Rates = RatesOf<'connections' | 'frames'>

const rate = (burst: number, perSecond: number): Rate => ({ burst, perSecond })

/** How often, unless said otherwise: far more than people do. An address may be a whole office's. */
export const defaultRates: Rates = {
  connections: { person: rate(200, 10), tenant: rate(20_000, 1_000), address: rate(500, 30) },
  frames: { person: rate(300, 200), tenant: rate(40_000, 8_000), address: rate(20_000, 4_000) },
}

const none: PerParty<Rate> = { person: unlimited, tenant: unlimited, address: unlimited }

/** No rates at all: for measuring, and where something in front of the gateway has some. */
export const noRates: Rates = { connections: none, frames: none }
