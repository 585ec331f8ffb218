import { maxBegunADay } from '@parley/domain'
import { defaultRates, type Rates } from './rates/rates.ts'

/** How much people may do, whichever door they come by. */
export interface EngineLimits {
  /** How often a person, the people of a tenant, and those at an address may ask. */
  readonly rates: Rates
  /** The most channels and conversations that one person begins within a day. */
  readonly begunADay: number
}

/** The limits that docs/spec names. */
export const defaultLimits: EngineLimits = { rates: defaultRates, begunADay: maxBegunADay }
