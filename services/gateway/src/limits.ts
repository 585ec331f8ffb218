import {
  defaultRates as engineRates,
  type EngineLimits,
  type Rate,
  type Rates as EngineRates,
  type Party,
  type PerParty,
  unlimited,
} from '@parley/engine'
import {
  defaultLimits,
  defaultRates as gatewayRates,
  type GatewayLimits,
  isProxy,
  type Rates as GatewayRates,
} from '@parley/gateway'
import type { BadVariable, Environment } from '@parley/wiring'
import { variable } from '@parley/wiring'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { parts } from './parts.ts'

type Limits = Pick<GatewayLimits, 'rates' | 'sessionsOf'>

type Asked = keyof EngineRates | keyof GatewayRates

/** What is limited in how often it may be asked, by the engine or before it comes to it. */
const usual: Readonly<Record<Asked, PerParty<Rate>>> = { ...gatewayRates, ...engineRates }

const parties: Readonly<Record<Party, null>> = { person: null, tenant: null, address: null }
const isParty = (text: string): text is Party => Object.hasOwn(parties, text)
const isAsked = (text: string): text is Asked => Object.hasOwn(usual, text)

/** One limit that is said: of sessions, how many; of what is asked, how much at once and how much a second. */
type Said =
  | { readonly what: 'sessions'; readonly party: Party; readonly most: number }
  | { readonly what: Asked; readonly party: Party; readonly rate: Rate }

const said = (text: string): Said | undefined => {
  const [, what = '', party = '', value = ''] =
    /^([a-z]+)\.([a-z]+)=(off|[1-9]\d{0,8}(?:\/[1-9]\d{0,8})?)$/.exec(text) ?? []
  if (!isParty(party)) return undefined
  const [burst = Number.NaN, perSecond = Number.NaN] = value.split('/').map(Number)
  if (what === 'sessions') {
    if (value === 'off') return { what, party, most: Infinity }
    return Number.isNaN(perSecond) ? { what, party, most: burst } : undefined
  }
  if (!isAsked(what)) return undefined
  if (value === 'off') return { what, party, rate: unlimited }
  return Number.isNaN(perSecond) ? undefined : { what, party, rate: { burst, perSecond } }
}

const LimitList = t.refinement(
  t.string,
  (list) => list === 'off' || parts(list).every((part) => said(part) !== undefined),
  'a list like commands.person=1000/100, sessions.address=5000, queries.tenant=off (so many at once, then so many a ' +
    `second), of ${Object.keys(usual).join(', ')} and sessions, each by ${Object.keys(parties).join(', ')}; or off`,
)

const Proxies = t.refinement(
  t.string,
  (list) => parts(list).every(isProxy),
  'a list of addresses or ranges like 10.0.0.0/8, with commas between',
)

/** How much people may ask, where it shall not be the usual, and which proxies say for whom they speak. */
export interface LimitsConfig {
  readonly limits: Limits | undefined
  readonly engineLimits: Pick<EngineLimits, 'rates'> | undefined
  readonly proxies: ReadonlyArray<string> | undefined
}

/** Reads `PARLEY_LIMITS` and `PARLEY_PROXIES`. */
export const limitsConfig = (env: Environment): E.Either<BadVariable, LimitsConfig> => {
  const list = variable(env, 'PARLEY_LIMITS', LimitList)
  if (E.isLeft(list)) return list
  const proxies = variable(env, 'PARLEY_PROXIES', Proxies)
  if (E.isLeft(proxies)) return proxies
  return E.right({
    ...(list.right === undefined ? { limits: undefined, engineLimits: undefined } : limitsOf(list.right)),
    proxies: proxies.right === undefined ? undefined : parts(proxies.right),
  })
}

const everything = [...Object.keys(usual), 'sessions']
  .flatMap((what) => Object.keys(parties).map((party) => `${what}.${party}=off`))
  .join(',')

const limitsOf = (
  list: string,
): { readonly limits: Limits; readonly engineLimits: Pick<EngineLimits, 'rates'> } => {
  let { sessionsOf } = defaultLimits
  let rates = usual
  for (const part of parts(list === 'off' ? everything : list)) {
    const one = said(part)
    if (one === undefined) continue
    if (one.what === 'sessions') sessionsOf = { ...sessionsOf, [one.party]: one.most }
    else rates = { ...rates, [one.what]: { ...rates[one.what], [one.party]: one.rate } }
  }
  const { connections, frames, commands, additions, queries, watches } = rates
  return {
    limits: { rates: { connections, frames }, sessionsOf },
    engineLimits: { rates: { commands, additions, queries, watches } },
  }
}
