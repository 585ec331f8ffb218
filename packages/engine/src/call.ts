import type { QueryResult } from '@parley/contract'
import type { Position } from '@parley/domain'

/** What a door knows of a call beside who calls. */
export interface Call {
  /** From which address: it is counted with others from there. None where it comes from this process. */
  readonly address?: string
}

/** An answer to a query, and the position up to which the read models had come when it was read. */
export interface Answered {
  readonly position: Position
  readonly result: QueryResult
}
