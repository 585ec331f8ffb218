import type { CommandService } from '@parley/commands'
import type { ChangeFeed } from '@parley/change-feed'
import type { EventStore } from '@parley/event-store'
import type { Queries } from '@parley/read-models'
import type { Verifier } from '@parley/auth'
import type { Clock } from '@parley/runtime'
import type { Ephemeral } from '../ephemeral/ephemeral.ts'
import type { GatewayLimits } from '../limits.ts'
import type { Following } from '../live/follow.ts'
import type { Registry } from '../live/registry.ts'
import type { Logger } from '@parley/runtime'
import type { Budget } from './budget.ts'
import type { Allowances } from '../rates/allowances.ts'
import type { Seats } from '../rates/seats.ts'
import type { Flusher } from './flusher.ts'
import type { MayAdd } from './may-add.ts'

/** What all sessions of a gateway share. */
export interface SessionParts {
  readonly commands: Pick<CommandService, 'channel' | 'inbox'>
  readonly queries: Queries
  readonly feed: Pick<ChangeFeed, 'since'>
  readonly events: Pick<EventStore, 'readStream'>
  /** Whom people may put into a channel; everyone unless given. */
  readonly mayAdd?: MayAdd
  readonly verifier: Verifier
  readonly registry: Registry
  readonly following: Pick<Following, 'ready' | 'reached' | 'position'>
  readonly ephemeral: Ephemeral
  readonly clock: Clock
  readonly allowances: Allowances
  readonly seats: Seats
  readonly limits: GatewayLimits
  readonly flusher: Flusher
  readonly budget: Budget
  /** Called where a client has seen what the log does not have. */
  readonly logWasSetBack: () => void
  readonly log: Logger
}
