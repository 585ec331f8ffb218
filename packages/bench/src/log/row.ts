import type { Load } from './load.ts'

/** Processor seconds a 1,000 events, of this process (driver and load generator) and of Postgres. */
export interface Cpu {
  readonly cpu: number
  readonly postgresCpu: number
}

/** One run of one case by one contender. */
export interface AppendRun extends Load, Cpu {
  readonly name: string
  readonly contender: string
}

/** One way of reading, once. */
export interface ReadRun extends Cpu {
  readonly name: string
  readonly rate: number
}
