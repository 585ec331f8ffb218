import type { Position, TenantId } from '@parley/domain'
import type { Partition } from '../partition.ts'
import type { EventType } from '../selection.ts'
import type { FileKind } from './row-file.ts'

/** Which events are exported, where to, and as what. */
export interface ExportOptions {
  readonly folder: string
  readonly kind: FileKind
  readonly types?: ReadonlyArray<EventType>
  readonly tenantId?: TenantId
  readonly partition?: Partition
  /** Only events after this position. */
  readonly from?: Position
  /** Only events up to this position, itself included; to the end of the log unless given. */
  readonly to?: Position
  /** By which key people are hashed; `clear`: they are not. */
  readonly people: 'clear' | { readonly key: Uint8Array }
  /** Whether what people wrote is left out. */
  readonly omitsText?: boolean
  /** How many positions a file covers; as the folder has it already, or as is usual for this kind of log. */
  readonly positions?: number
  readonly usualPositions: number
  readonly progress?: ExportProgress
  readonly stop?: AbortSignal
}

/** Called as an export proceeds. */
export interface ExportProgress {
  /** It reads from a position to another. */
  readonly begin: (from: number, to: number) => void
  /** It has come to a position, with so many rows. */
  readonly reached: (position: number, rows: number) => void
}
