import type { Faults } from './faults.ts'
import type { ServerLog } from './server-log.ts'

/** One server: its log, which a cluster shares, how it misbehaves, and a way to cut all who are connected. */
export interface Node {
  readonly log: ServerLog
  readonly faults: Faults
  readonly cut: () => void
  /** The subscriptions that are served now. */
  readonly following: Set<unknown>
  /** How many appends have come, whatever became of them. */
  appends: number
  /** For each `Read` that came: what a test wants to know of it. */
  readonly reads: Array<{ readonly subscription: boolean; readonly filtered: boolean; readonly peer: string }>
}
