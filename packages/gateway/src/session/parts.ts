import type { Allowances, Engine } from '@parley/engine'
import type { Verifier } from '@parley/auth'
import type { Clock } from '@parley/runtime'
import type { Ephemeral } from '../ephemeral/ephemeral.ts'
import type { GatewayLimits } from '../limits.ts'
import type { Registry } from '../live/registry.ts'
import type { Logger } from '@parley/runtime'
import type { Budget } from './budget.ts'
import type { Seats } from '../rates/seats.ts'
import type { Flusher } from './flusher.ts'

/** What all sessions of a gateway share. */
export interface SessionParts {
  readonly engine: Engine
  readonly verifier: Verifier
  readonly registry: Registry
  readonly ephemeral: Ephemeral
  readonly clock: Clock
  readonly allowances: Allowances<'connections' | 'frames'>
  readonly seats: Seats
  readonly limits: GatewayLimits
  readonly flusher: Flusher
  readonly budget: Budget
  /** Called with the words that a client got whose versions are none of the server's. */
  readonly versionRefused: (reason: string) => void
  readonly log: Logger
}
