import type { Allowances, Engine, LiveUpdate, ToldReceipts } from '@parley/engine'
import type { Verifier } from '@parley/auth'
import type { Clock } from '@parley/runtime'
import type { Ephemeral } from '../ephemeral/ephemeral.ts'
import type { Watchers } from '../ephemeral/watchers.ts'
import type { GatewayLimits } from '../limits.ts'
import type { Logger } from '@parley/runtime'
import type { Budget } from './budget.ts'
import type { Deadlines } from './deadlines.ts'
import type { Seats } from '../rates/seats.ts'
import type { Flusher } from './flusher.ts'
import type { Turns } from './turns.ts'

/** What all sessions of a gateway share. */
export interface SessionParts {
  readonly engine: Engine
  readonly verifier: Verifier
  readonly watchers: Watchers
  readonly ephemeral: Ephemeral
  readonly clock: Clock
  readonly allowances: Allowances<'connections' | 'frames'>
  readonly seats: Seats
  /** What frames are taken by. */
  readonly turns: Turns
  readonly limits: GatewayLimits
  readonly flusher: Flusher
  readonly deadlines: Deadlines
  /** Updates as frames; a list that is shared, written once for all who get it. */
  readonly framesOf: (
    updates: ReadonlyArray<LiveUpdate>,
    shared: boolean,
  ) => ReadonlyArray<string | Uint8Array>
  /** What members of a channel have read as frames, written once for all who get them. */
  readonly receiptsFrames: (told: ToldReceipts) => ReadonlyArray<Uint8Array>
  readonly budget: Budget
  /** Called with the words that a client got whose versions are none of the server's. */
  readonly versionRefused: (reason: string) => void
  readonly log: Logger
}
