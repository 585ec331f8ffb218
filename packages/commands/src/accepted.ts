import type { CommandResult, Position, Revision } from '@parley/domain'

/** The command is carried out, now or before, or there was nothing to do; for good. */
export interface Accepted {
  /** The revision of its stream at which the result is visible; 0, too, where there is no stream. */
  readonly revision: Revision
  /** The position of the log at which the result is visible; 0 where there is no stream. */
  readonly position: Position
  /** How many events it made this time; 0 for a repeat, and where there was nothing to do. */
  readonly events: number
  readonly result: CommandResult
}
