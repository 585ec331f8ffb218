import { decide, rowChangesOf } from '@parley/domain'
import type { DomainEvent, RowChange } from '@parley/domain'

/** The rules that commands are carried out by. */
export interface Rules {
  readonly decide: typeof decide
  /** What an event does to the rows that decisions look at. */
  readonly changesOf: (event: DomainEvent) => ReadonlyArray<RowChange>
}

/** Those of the domain; tests bring others. */
export const domainRules: Rules = { decide, changesOf: rowChangesOf }
